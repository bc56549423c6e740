"""The pages on which staff send a sheet, look through what it would do, confirm it, and take it back."""
