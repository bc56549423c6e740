"""The check constraints of one row, asked of the database by one question instead of one each."""

from functools import reduce
from operator import and_

from django.core.exceptions import ValidationError
from django.db import router
from django.db.models import CheckConstraint, Q


def are_kept(row, exclude):
    """Whether `row` keeps all its check constraints. One that names a column of `exclude` is left out, as Django leaves it out."""
    values, conditions = {}, []
    for model, constraints in row.get_constraints():
        values |= row._get_field_expression_map(meta=model._meta, exclude=exclude)
        conditions += [Q(constraint.condition) for constraint in constraints if isinstance(constraint, CheckConstraint)]
    asked = [condition for condition in conditions if condition.referenced_base_fields <= values.keys()]
    return not asked or reduce(and_, asked).check(values, using=router.db_for_write(type(row), instance=row))


def keeps_the_others(row, exclude):
    """Whether `row` keeps what is no check: that it stands once."""
    try:
        for model, constraints in row.get_constraints():
            for constraint in constraints:
                if not isinstance(constraint, CheckConstraint):
                    constraint.validate(model, row, exclude=exclude, using=router.db_for_write(type(row), instance=row))
    except ValidationError:
        return False
    return True
