"""Public pages are kept as they were sent, for as long as what is public stays as it is."""
