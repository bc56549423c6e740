"""Counts of rows that stand beside the rows they belong to, and leave these in their order."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce


def number_of(rows, name):
    """How many of `rows` belong to each row that is asked for, by their column `name`: to annotate a queryset with.

    A count of related rows within the query itself would group it, and Django gives no order to what is grouped.
    """
    counted = rows.order_by().filter(**{name: OuterRef("pk")}).values(name).annotate(n=Count("*")).values("n")
    return Coalesce(Subquery(counted), 0)
