"""What `make run`, `make test`, `make check`, `make bench` and `make pictures` do. Standard library only, but for what runs inside
.venv."""
