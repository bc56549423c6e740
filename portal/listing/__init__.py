"""What lists read, derived from the records, and the state of what is public."""
