"""What `make run`, `make test` and `make check` do. Standard library only, but for `serving`, which runs inside .venv."""
