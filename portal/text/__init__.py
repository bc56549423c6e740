"""Reads what people type, in both languages and in their own manner, or says why it cannot be read."""
