"""Notices for entrances: the checked city → PDF files to print, and lists for the people who hang them."""
