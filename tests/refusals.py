"""What the database refuses, and what people are told: every constraint is tried both ways."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import override


def constraints_of(app):
    """The names of all constraints of an app's own models but those of bounds, which tests/test_extremes.py tries."""
    found = [model._meta.constraints for model in apps.get_app_config(app).get_models() if not model.__name__.startswith("Historical")]
    names = {constraint.name for constraints in found for constraint in constraints}
    return {name for name in names if not name.endswith("_is_within_bounds")}


def constraint_named(row, name):
    models_of_row = [row._meta.concrete_model, *row._meta.all_parents]
    return next(each for model in models_of_row for each in model._meta.constraints if each.name == name)


def assert_database_refuses(row, changes, name):
    """The `changes` ({column: value}) of a saved row break the constraint `name`, and the database says so."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        type(row)._base_manager.filter(pk=row.pk).update(**changes)
    if connection.vendor == "postgresql" or isinstance(constraint_named(row, name), models.CheckConstraint):
        assert name in str(refusal.value)


def told(row, language):
    """{field: [message]} of what checking the row says to a reader of `language`."""
    with override(language):
        with pytest.raises(ValidationError) as refusal:
            row.full_clean()
        return refusal.value.message_dict


def assert_form_says(row, changes, *texts):
    """Checking the changed row gives the English of `texts` to an English reader and the Chinese to a Chinese one, and
    nothing else."""
    for column, value in changes.items():
        setattr(row, column, value)
    for language, text in zip(("en", "zh-hans"), texts, strict=True):
        assert [message for found in told(row, language).values() for message in found] == [text]
