"""What becomes of a sheet that staff send: preview, choice, writing, undoing, and the pages on which they do it."""
