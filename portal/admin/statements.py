"""What a record says, on the record's form, on its own, and beneath its passage."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from portal.admin.filters import FiguresFilter, InUseFilter
from portal.admin.form.inlines import ListInline, RowsInline
from portal.admin.form.lines import OnLine
from portal.admin.form.mistakes import REASON_CONTROL
from portal.admin.form.rows import RowsFormSet
from portal.admin.record_parts import PartAdmin
from portal.models import Measure, Statement
from portal.review.corrections import NO_REASON, WITHOUT_REASON, has_reason, noted, public_figures, touches_figure
from portal.text.figure_parsing import LONGEST_FIGURE, Unreadable, parse
from portal.text.languages.pairs import either

FIGURE = ("qualifier", "value", "measure")


class StatementForm(forms.ModelForm):
    as_written = forms.CharField(
        label=_("Figure as written"),
        required=False,
        max_length=LONGEST_FIGURE,
        help_text=_(
            "“nearly 1.5 million yuan”, 超过600个, 1.5亿元: it fills in the fields below, for you to look at before anything is saved."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "as_written" in self.fields:
            self.fields["as_written"].widget.attrs |= {"class": "vTextField as-written", "autocomplete": "off"}

    def clean(self):
        """Says at the field what a figure lacks; the rule itself is the model's and speaks of the row as a whole."""
        cleaned = super().clean()
        if cleaned.get("as_written") and not self.read_as_written(cleaned):
            return cleaned
        if any(cleaned.get(name) not in (None, "") for name in (*FIGURE, "currency", "period_starts_on", "period_ends_on")):
            for name in FIGURE:
                if cleaned.get(name, 0) in (None, ""):
                    self.add_error(name, _("A figure is whole or absent: this is missing."))
        return cleaned

    def read_as_written(self, cleaned):
        """Whether the fields say what was written. Where they are empty they are filled in and shown: the next save stores them."""
        try:
            reading = parse(cleaned["as_written"], Measure.objects.all())
        except Unreadable as error:
            self.add_error("as_written", str(error))
            return False
        read = reading.controls() | {"measure": reading.measure.pk if reading.measure else ""}
        read = {name: text for name, text in read.items() if text}
        stored = {"measure": cleaned.get("measure") and cleaned["measure"].pk, "value": cleaned.get("value")}
        said = {name: stored.get(name, cleaned.get(name)) for name in read}
        wanted = read | {"value": reading.value}
        asked = [(column, question, dict(offers)) for column, question, offers in reading.questions()]
        others = any(cleaned.get(column) not in ("", *offers) for column, _question, offers in asked if column != "measure")
        if others or any(said[name] not in (None, "", wanted[name]) for name in read):
            self.add_error("as_written", _("The fields below say something else. Empty this one, or them."))
            return False
        empty = [name for name in read if said[name] in (None, "")]
        asked = [question for question in asked if cleaned.get(question[0]) in (None, "")]
        if empty or asked:
            self.fill_in({name: read[name] for name in empty} | {"as_written": ""}, reading)
            filled = _("“%(text)s” is filled in below and not saved yet: look at it, then save.") % {"text": cleaned["as_written"]}
            self.add_error("as_written", [filled, *(text for _column, text, _offers in asked)])
        return not (empty or asked)

    def fill_in(self, texts, reading):
        """Show the form again as if `texts`, {name of a field: text}, had been typed; what has several readings is offered first."""
        self.data = self.data.copy()
        for name, text in texts.items():
            self.data[self.add_prefix(name)] = text
        widget = getattr(self.fields["measure"].widget, "widget", self.fields["measure"].widget)
        if reading.measure and getattr(widget, "loaded", None) is not None:
            widget.loaded = widget.loaded | {reading.measure.pk: reading.measure}
        for column, _question, offers in reading.questions():
            if column == "measure":
                widget.offered = reading.measures
            else:
                self.offer_first(self.fields[column], dict(offers))

    def offer_first(self, field, offers):
        """Put the readings of what was written, {value: label}, before the other choices."""
        empty, *others = field.choices
        rest = [choice for choice in others if choice[0] not in offers]
        field.choices = [empty, (_("As written"), list(offers.items())), (_("Others"), rest)]


def figure_with_measure(statement):
    return f"{statement.figure} · {statement.measure}" if statement.figure else ""


def figure_in_short(statement):
    """The figure, and of money what it is: a count says that by its unit."""
    is_money = statement.figure and statement.measure.is_money
    return figure_with_measure(statement) if is_money else statement.figure or ""


class StatementForms:
    """The order in which a statement is written, and its figure as people read it where it cannot be changed."""

    form = StatementForm
    autocomplete_fields = ["passage", "measure"]
    readonly_fields = ["figure_in_words"]

    def get_fieldsets(self, request, obj=None):
        figure = [("qualifier", "value", "currency", "measure"), ("period_starts_on", "period_ends_on")]
        if not self.has_change_permission(request, obj):
            figure = ["figure_in_words", ("period_starts_on", "period_ends_on")]
        else:
            figure.insert(0, "as_written")
        return [
            (None, {"fields": ["passage", ("wording_en", "wording_zh"), ("quoted", "is_example", "as_of")]}),
            (
                _("Figure"),
                {
                    "description": _("Qualifier, value and measure together, or none of them. A currency for money only."),
                    "fields": figure,
                },
            ),
        ]

    @admin.display(description=_("figure"))
    def figure_in_words(self, statement):
        return figure_with_measure(statement) or self.get_empty_value_display()


class StatementFormSet(RowsFormSet):
    """Rows of statements; a public figure is not changed or taken out without a reason."""

    is_proposed = False

    def clean(self):
        super().clean()
        touched = [form for form in self.initial_forms if hasattr(form, "cleaned_data") and touches_figure(form)]
        public = public_figures([form.instance.pk for form in touched])
        if public and not has_reason(self.data) and not self.is_proposed:
            shown = [form for form in touched if form.instance.pk in public and form not in self.deleted_forms]
            for form in shown:
                form.add_error(None, ValidationError(WITHOUT_REASON, NO_REASON))
            if not shown:
                raise ValidationError(WITHOUT_REASON, NO_REASON)


class StatementInline(StatementForms, RowsInline):
    model = Statement
    formset = StatementFormSet
    line = ("wording", OnLine(figure_in_short, "qualifier value currency measure"), "passage")
    classes = ["statements"]


class CitingStatements(ListInline):
    model = Statement
    fk_name = "passage"
    fields = ["record", "wording", "figure"]
    readonly_fields = ["wording", "figure"]
    verbose_name_plural = _("statements that cite this passage")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("record", "measure")

    @admin.display(description=_("wording"))
    def wording(self, statement):
        return statement.wording

    @admin.display(description=_("figure"))
    def figure(self, statement):
        return statement.figure or self.get_empty_value_display()


class LoneStatementForm(StatementForm):
    is_proposed = False

    def clean(self):
        cleaned = super().clean()
        if touches_figure(self) and public_figures([self.instance.pk]) and not has_reason(self.data) and not self.is_proposed:
            link = format_html('<a href="#{}">{}</a>', REASON_CONTROL, WITHOUT_REASON)
            self.add_error(None, ValidationError(link, NO_REASON))
        return cleaned


@admin.register(Statement)
class StatementAdmin(StatementForms, PartAdmin):
    """Statements of all records."""

    form = LoneStatementForm

    list_display = ["wording", "record", "passage", "figure", "is_example"]
    list_display_links = ["wording"]
    list_filter = [("passage__source", InUseFilter), FiguresFilter, "is_example", "record__kind"]
    list_select_related = ["record", "passage__source", "measure"]
    search_fields = ["wording_en", "wording_zh", "quoted", "record__name_en", "record__name_zh"]
    search_help_text = _("Words of the statement in either language, or the name of its record.")
    note = _("added on the form of their record")

    def get_fieldsets(self, request, obj=None):
        (name, statement), *others = super().get_fieldsets(request, obj)
        return [(name, statement | {"fields": ["record", *statement["fields"]]}), *others]

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "record"]

    @admin.display(description=_("wording"), ordering=either("wording"))
    def wording(self, statement):
        return statement.wording

    @admin.display(description=_("figure"), ordering="value")
    def figure(self, statement):
        return statement.figure

    def has_delete_permission(self, request, obj=None):
        """A public figure is taken out on the form of its record, which asks why."""
        return super().has_delete_permission(request, obj) and (obj is None or not public_figures([obj.pk]))

    def save_model(self, request, obj, form, change):
        with noted([obj.pk], request.user, request.POST):
            super().save_model(request, obj, form, change)

    def figures_at_stake(self, obj):
        return Statement.objects.filter(pk=obj.pk)
