"""The whole portal in one file and back: every row and every stored file, from either database into either.

`saving` writes the file, to where `destination` says, `restoring` brings it back; `archive` knows what such a file looks like, `tables`
how rows are written as text, `stored_files` where the portal keeps its files.
"""
