"""What keeps the portal answering on a server: gunicorn's settings, limits, health, outages, its log."""
