"""Enterprises, institutions, public bodies and partners; the intellectual property they own, and what protects it."""
