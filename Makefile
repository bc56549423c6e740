# Two commands are all that a fresh machine needs: `make run` and `make test`. README.md says more.
PYTHON ?= python3

.PHONY: run test check bench pictures messages

run test check bench pictures:
	@$(PYTHON) -m portal.launch $@

messages: # needs gettext; run `make test` or `make run` once before
	.venv/bin/python manage.py makemessages --locale zh_Hans --no-location --no-obsolete --ignore .venv --ignore var --ignore tests
	.venv/bin/python manage.py compilemessages --locale zh_Hans --ignore .venv
