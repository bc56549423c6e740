"""Sheets, in and out: which columns the rows of each kind have, how a cell is read, how a file is read and written."""
