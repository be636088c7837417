"""Sheets of cells → houses, row by row: which column is which, what a cell means, what is asked about it."""
