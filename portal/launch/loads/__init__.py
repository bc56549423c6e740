"""Loads: `make bench ONLY=load` runs the portal as a server does, puts it under load from outside, and says whether it held."""
