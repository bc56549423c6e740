"""What happens to rights: renewals, assignments, new names, licences, and corrections of what was entered."""

HAPPENED = []
