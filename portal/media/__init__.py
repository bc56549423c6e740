"""What is kept or made as a file of its own: pictures, papers, covers, and what is set in type."""
