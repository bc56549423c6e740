"""How a record comes before the public and leaves it: the steps, what each changes in public, corrections."""
