"""Houses of a table against those of the data → what is to be changed, and the texts that it makes."""
