"""What may be licensed, for which goods and where: the public page, and what it can be asked."""
