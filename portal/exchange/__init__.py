"""What comes into the database and leaves it as files: fixtures, backups, lists."""
