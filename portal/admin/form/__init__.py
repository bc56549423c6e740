"""How a form of the admin works, from the moment it is opened until it is written, proposed or refused."""
