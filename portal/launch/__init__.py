"""What `make run`, `make test`, `make check` and `make bench` do. Standard library only, but for `serving` and `measuring`,
which run inside .venv."""
