"""Uploaded pictures: read and encoded anew (reading), kept beside their rows (storing), handed out (serving)."""
