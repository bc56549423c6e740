"""The shape of a query: what its SQL depends on, apart from its values. Only what is named here is known to depend on nothing else."""

from functools import cache

from django.core.exceptions import FieldError
from django.db.models import Q, aggregates, expressions, functions, lookups, sql
from django.db.models.fields import related_lookups
from django.db.models.sql.datastructures import BaseTable, Join
from django.db.models.sql.where import AND, NothingNode, WhereNode
from django.utils import timezone

# What each part of a query may hold beside what `Shape.of_query` reads: nothing that changes its text.
OF_A_QUERY = {
    "model", "alias_refcount", "alias_map", "alias_cols", "external_aliases", "table_map", "used_aliases", "where", "annotations",
    "select", "group_by", "order_by", "low_mark", "high_mark", "distinct", "distinct_fields", "select_related",
    "values_select", "selected", "annotation_select_mask", "_annotation_select_cache", "deferred_loading", "default_cols",
    "default_ordering", "standard_ordering", "extra", "subquery", "alias_prefix", "subq_aliases", "filter_is_sticky", "base_table",
    "extra_select_mask", "_extra_select_cache", "has_select_fields", "_lookup_joins", "_db", "contains_aggregate",
    "contains_over_clause", "contains_column_references",
}  # fmt: skip
TO_BE_EMPTY = (
    "extra_order_by", "extra_tables", "_filtered_relations", "combinator", "combined_queries", "select_for_update", "explain_info",
)  # fmt: skip
ONE_VALUE = {
    lookups.Exact, lookups.IExact, lookups.GreaterThan, lookups.GreaterThanOrEqual, lookups.LessThan, lookups.LessThanOrEqual,
    lookups.IntegerFieldExact, lookups.IntegerGreaterThan, lookups.IntegerGreaterThanOrEqual, lookups.IntegerLessThan,
    lookups.IntegerLessThanOrEqual, lookups.Contains, lookups.IContains, lookups.StartsWith, lookups.IStartsWith, lookups.EndsWith,
    related_lookups.RelatedExact,
}  # fmt: skip
SEVERAL_VALUES = {lookups.In, lookups.Range, related_lookups.RelatedIn}
SETS = {lookups.In, related_lookups.RelatedIn}
EMPTY = {lookups.IsNull, related_lookups.RelatedIsNull}
FUNCTIONS = {
    functions.Coalesce, functions.Greatest, functions.Least, functions.Lower, functions.RowNumber, functions.Length, functions.Substr,
    expressions.ExpressionList, expressions.OrderByList,
}  # fmt: skip
OWN_VALUE = {expressions.Value, expressions.RawSQL}
OF_DATES = {functions.ExtractYear, functions.TruncDate, functions.TruncMonth, functions.TruncYear}
AGGREGATES = {aggregates.Count, aggregates.Max, aggregates.Min, aggregates.Sum}
WRAPPERS = {expressions.ExpressionWrapper, expressions.NegatedExpression}
PLAIN = (str, bool, int, type(None))


class Unknown(Exception):
    """A part of a query of which it is not known what its text depends on."""


def finds_nothing(where):
    """Whether no row can meet `where`, for it asks beside all else for a value among none: nothing needs to be written."""
    if where.connector != AND or where.negated:
        return False
    return any(
        type(child) is NothingNode
        or (type(child) is WhereNode and finds_nothing(child))
        or (type(child) in SETS and child.rhs_is_direct_value() and not child.rhs)
        for child in where.children
    )


@cache
def values_of_ordering(model):
    """Values in what orders the rows of `model` where nothing else is said."""
    orders = [order for order in model._meta.ordering if hasattr(order, "flatten")]
    return [each.value for order in orders for each in order.flatten() if type(each) is expressions.Value]


class Shape:
    """What the text of a query depends on, in `parts`; in `values` whatever holds a value of its own, in the order of the parts."""

    def __init__(self, query_class):
        self.query_class = query_class
        self.parts, self.values, self.fields, self.constants = [], [], [], []

    def of_query(self, query):
        further = query.__dict__.keys() - OF_A_QUERY
        if further and any(name not in TO_BE_EMPTY or query.__dict__[name] for name in further):
            raise Unknown
        if type(query) is sql.Query:  # of a model with a queryset of Django's own, within one of ours
            query.__class__ = self.query_class
        add = self.parts.append
        self.parts += (
            "query", query.model, query.alias_cols, query.low_mark, query.high_mark, query.distinct, query.distinct_fields,
            query.default_cols, query.default_ordering, query.standard_ordering, query.subquery, query.alias_prefix,
            query.values_select, query.selected and tuple(query.selected.items()),
            frozenset(query.deferred_loading[0]), query.deferred_loading[1],
            tuple(query.alias_refcount.items()), tuple(query.external_aliases.items()), tuple(query.annotations),
            None if query.annotation_select_mask is None else tuple(query.annotation_select_mask),
            len(query.select), len(query.order_by), len(query.alias_map),
        )  # fmt: skip
        self.of_related(query.select_related)
        if query.extra:  # of which Django itself makes use where rows of many to many are fetched for several at once
            if any(parameters for _sql, parameters in query.extra.values()):
                raise Unknown
            mask = query.extra_select_mask
            self.parts += (tuple((name, text) for name, (text, _none) in query.extra.items()), mask if mask is None else frozenset(mask))
        self.constants += values_of_ordering(query.model)
        for join in query.alias_map.values():
            if type(join) is Join and not join.filtered_relation:
                self.field(join.join_field)
                self.parts += (join.table_name, join.parent_alias, join.table_alias, join.join_type, join.nullable)
            elif type(join) is BaseTable:
                self.parts += (join.table_name, join.table_alias)
            else:
                raise Unknown
        group = query.group_by
        add(len(group) if isinstance(group, tuple) else group)
        for part in (*query.select, *query.annotations.values(), *query.order_by, *(group if isinstance(group, tuple) else ())):
            self.of(part)
        self.of(query.where)

    def of_related(self, chosen):
        if isinstance(chosen, dict):
            for name, further in chosen.items():
                self.parts.append(name)
                self.of_related(further)
            self.parts.append(")")
        else:
            self.parts.append(chosen)

    def field(self, field):
        self.parts.append(id(field))
        self.fields.append(field)  # kept with the shape, so that no other one gets its id

    def of(self, part):
        kind = type(part)
        self.parts.append(kind)
        if kind is expressions.Col:
            self.parts.append(part.alias)
            self.field(part.target)
            if part.output_field is not part.target:
                self.field(part.output_field)
        elif kind is WhereNode:
            self.parts += (part.connector, part.negated, len(part.children))
            for child in part.children:
                self.of(child)
        elif kind in ONE_VALUE:
            self.of_lookup(part)
            if isinstance(part.rhs, bool | type(None)):
                self.parts.append(part.rhs)
            elif part.rhs_is_direct_value():
                self.values.append(part)
            else:
                self.of(part.rhs)
        elif kind in SEVERAL_VALUES:
            self.of_lookup(part)
            if part.rhs_is_direct_value():
                self.parts.append(self.number_of(part.rhs))
                self.values.append(part)
            else:
                self.of(part.rhs)
        elif kind in EMPTY:
            self.of_lookup(part)
            self.parts.append(part.rhs)
        elif kind is str:
            self.parts.append(part)
        elif kind is Q:
            self.of_condition(part)
        elif issubclass(kind, sql.Query):
            self.of_query(part)
        else:
            self.of_expression(kind, part)

    def of_condition(self, condition):
        """Of a condition that Django resolves only when it writes the text, as in what orders: its values are of the text."""
        self.parts += (condition.connector, condition.negated, len(condition.children))
        for child in condition.children:
            if isinstance(child, Q):
                self.of(child)
                continue
            if type(child) is not tuple:
                raise Unknown
            path, value = child
            values = value if type(value) is tuple else (value,)
            if not all(isinstance(each, PLAIN) for each in values):
                raise Unknown
            self.parts += (path, type(value), values)
            self.constants += values

    def of_lookup(self, lookup):
        if lookup.bilateral_transforms:
            raise Unknown
        self.of(lookup.lhs)

    @staticmethod
    def number_of(values):
        if any(hasattr(value, "resolve_expression") for value in values):
            raise Unknown
        number = len(set(values) - {None})
        if not number:
            raise Unknown
        return number

    def of_expression(self, kind, part):
        if kind is expressions.OrderBy:
            self.parts += (part.descending, part.nulls_first, part.nulls_last)
            self.of(part.expression)
            return
        if kind is expressions.F:
            self.parts.append(part.name)
            return
        if kind is expressions.Value:
            if part.value is None:
                self.parts.append(None)
            else:
                self.values.append(part)
        elif kind in AGGREGATES or kind in FUNCTIONS:
            if not all(isinstance(option, PLAIN) for option in part.extra.values()):
                raise Unknown
            self.parts += (tuple(part.extra.items()), len(part.source_expressions))
            if kind in AGGREGATES:
                self.parts += (part.distinct, part.filter is None)
                if part.filter is not None:
                    self.of(part.filter)
            for source in part.source_expressions:
                self.of(source)
        elif kind in OF_DATES:
            if part.extra:
                raise Unknown
            named = [
                timezone.get_current_timezone_name(),
                part.get_tzname(),
                "UTC",
                None,
                getattr(part, "lookup_name", ""),
                getattr(part, "kind", ""),
            ]
            self.parts += (*named, part.tzinfo)
            self.constants += named
            self.of(part.lhs)
        elif kind in WRAPPERS:
            self.of(part.expression)
        elif kind is expressions.CombinedExpression:
            self.parts.append(part.connector)
            self.of(part.lhs)
            self.of(part.rhs)
        elif kind is expressions.When:
            self.of(part.condition)
            self.of(part.result)
        elif kind is expressions.Case:
            self.parts.append(len(part.cases))
            for case in (*part.cases, part.default):
                self.of(case)
        elif kind is expressions.Exists or kind is expressions.Subquery:
            if part.extra:
                raise Unknown
            self.of(part.query)
        elif kind is expressions.Window:
            if part.frame is not None:
                raise Unknown
            self.parts += (part.partition_by is None, part.order_by is None)
            for source in part.get_source_expressions():
                if source is not None:
                    self.of(source)
        elif kind is expressions.RawSQL:
            self.parts += (part.sql, len(part.params))
            self.values.append(part)
        elif kind is expressions.Ref:
            self.parts.append(part.refs)
            self.of(part.source)
        elif kind is not expressions.Star:
            raise Unknown
        if kind is not expressions.Star:
            try:
                field = part._output_field_or_none
            except (AttributeError, FieldError):  # what orders is resolved only when it is written
                field = None
            self.parts += (type(field), getattr(field, "decimal_places", None))
