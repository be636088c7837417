"""Files of every kind → sheets of cells."""
