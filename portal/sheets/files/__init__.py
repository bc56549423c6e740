"""Files of sheets: opened by what they are, read row by row, refused in words."""
