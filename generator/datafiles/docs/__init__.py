"""What people and their editors read of the data's form, made from the table of fields."""
