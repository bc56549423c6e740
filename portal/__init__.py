"""The portal of a provincial department of culture and tourism: its settings, its addresses, and what all its records share."""
