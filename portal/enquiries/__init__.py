"""What visitors ask: the form, what the desk does with an enquiry, and how it is wiped."""
