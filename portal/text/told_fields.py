"""Columns of texts that are kept in each language, and read in that of the reader."""

import json
from contextlib import suppress

from django.db import models

from portal.text.told import as_told, with_languages


class ToldField(models.TextField):
    """A text that is kept in each language, and read in that of the reader."""

    def from_db_value(self, value, _expression, _connection):
        with suppress(ValueError):
            return as_told(json.loads(value)) if value and value.startswith('{"') else value
        return value

    def get_prep_value(self, value):
        stored = with_languages(value)
        return json.dumps(stored, ensure_ascii=False) if isinstance(stored, dict) else super().get_prep_value(stored)


class ToldJSONField(models.JSONField):
    """Values whose texts for people are kept in each language, and read in that of the reader."""

    def from_db_value(self, value, expression, connection):
        return as_told(super().from_db_value(value, expression, connection))

    def get_db_prep_value(self, value, connection, prepared=False):
        return super().get_db_prep_value(with_languages(value), connection, prepared)
