"""Once a nomination has been public, its events stay as they are, and so do the lists of those who acted in them.

That it is public can be read from its round, its organization and its initiative as long as they are; that it was is noted
down at the moment at which one of these is withdrawn, or another takes its place. The same holds for the steps of intentions, of which
the steps of the review tell whether their initiative was public.
"""

from portal.models.public import public_in_sql
from portal.models.triggers import PREFIX, Trigger, builder

REFUSAL = "A nomination event that has been public is not changed or deleted: correct it by another."
NOT_OF_ITS_ROUND = "An event names a stage of its own round."
STEP_STAYS = "A step of an intention that has been public is not changed or deleted: correct it by another."
NOT_REPLACED = "An event replaces another of its own nomination, and never one that replaces it in turn."
MINUTES = 10  # a list may still be written this long after its event: the two are not one row

NOMINATIONS = """initiatives_nomination n
  JOIN initiatives_selectioncategory c ON c.id = n.category_id
  JOIN portal_record r ON r.id = c.round_id
  JOIN portal_record o ON o.id = n.organization_id
  LEFT JOIN portal_record i ON i.id = n.initiative_id"""
IS_PUBLIC = f"{public_in_sql('r')} AND {public_in_sql('o')} AND (n.initiative_id IS NULL OR {public_in_sql('i')})"


def never_public(nomination):
    """Whether the nomination is there and was never public. Of one that is gone before its events nothing is known."""
    return f"""EXISTS (SELECT 1 FROM {NOMINATIONS} WHERE n.id = {nomination} AND NOT ({IS_PUBLIC})
      AND NOT EXISTS (SELECT 1 FROM initiatives_formerlypublic f WHERE f.nomination_id = n.id))"""  # noqa: S608  names of our own tables, here and below


def of_event(event):
    return f"(SELECT e.nomination_id FROM initiatives_nominationevent e WHERE e.id = {event})"  # noqa: S608


def differs(columns):
    return " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)


def noting(which):
    """Note down those of the nominations that are public now and fulfil the condition."""
    return f"""INSERT INTO initiatives_formerlypublic (nomination_id, noted_at)
      SELECT n.id, [now] FROM {NOMINATIONS} WHERE {which} AND {IS_PUBLIC} ON CONFLICT DO NOTHING"""  # noqa: S608


@builder
def replacements(apps):
    """What an event replaces is of its own nomination, and never replaces it in turn, whichever of the two is written first."""
    event = apps.get_model("initiatives", "NominationEvent")
    if "replaces_id" not in [field.column for field in event._meta.local_concrete_fields]:
        raise LookupError
    table = event._meta.db_table
    of_another = f"""EXISTS (SELECT 1 FROM {table} e WHERE e.nomination_id <> NEW.nomination_id
      AND (e.id = NEW.replaces_id OR e.replaces_id = NEW.id))"""  # noqa: S608
    circle = f"""NEW.id IN (WITH RECURSIVE replaced(id) AS (SELECT NEW.replaces_id
      UNION SELECT e.replaces_id FROM {table} e JOIN replaced r ON e.id = r.id)
      SELECT r.id FROM replaced r WHERE r.id <> NEW.replaces_id)"""  # noqa: S608  one that replaces itself is refused by a constraint
    for name, moment in (("replacement_added", "BEFORE INSERT"), ("replacement_changed", "BEFORE UPDATE")):
        yield Trigger(PREFIX + name, moment, table, f"({of_another}) OR {circle}", NOT_REPLACED)


@builder
def named_stages(apps):
    """The stage that an event names is one of the round of its nomination."""
    stage = apps.get_model("initiatives", "SelectionStage")._meta.db_table
    event = apps.get_model("initiatives", "NominationEvent")
    if "stage_id" not in [field.column for field in event._meta.local_concrete_fields]:
        raise LookupError
    of_another = f"""EXISTS (SELECT 1 FROM {stage} s, initiatives_nomination n
      JOIN initiatives_selectioncategory c ON c.id = n.category_id
      WHERE s.id = NEW.stage_id AND n.id = NEW.nomination_id AND s.round_id <> c.round_id)"""  # noqa: S608
    for name, moment in (("stage_added", "BEFORE INSERT"), ("stage_changed", "BEFORE UPDATE")):
        yield Trigger(PREFIX + name, moment, event._meta.db_table, of_another, NOT_OF_ITS_ROUND)


@builder
def events(apps):
    apps.get_model("initiatives", "FormerlyPublic")
    event = apps.get_model("initiatives", "NominationEvent")
    table, listed = event._meta.db_table, event.actors.through
    # in one order, whatever the migrations that made them: the text of a trigger tells whether it is the present one
    columns = sorted(field.column for field in event._meta.local_concrete_fields)
    both = sorted(field.column for field in listed._meta.local_concrete_fields)
    stays, list_stays = f"NOT {never_public('OLD.nomination_id')}", f"NOT {never_public(of_event('OLD.nominationevent_id'))}"
    of_new = f"e.id = NEW.nominationevent_id AND e.recorded_at < [now -{MINUTES} minutes]"
    is_late = f"EXISTS (SELECT 1 FROM initiatives_nominationevent e WHERE {of_new})"  # noqa: S608
    late = f"{is_late} AND NOT {never_public(of_event('NEW.nominationevent_id'))}"
    for name, moment, about, condition in (
        ("event_changed", "BEFORE UPDATE", table, f"({differs(columns)}) AND {stays}"),
        ("event_deleted", "BEFORE DELETE", table, stays),
        ("actor_changed", "BEFORE UPDATE", listed._meta.db_table, f"({differs(both)}) AND {list_stays}"),
        ("actor_deleted", "BEFORE DELETE", listed._meta.db_table, list_stays),
        ("actor_added", "BEFORE INSERT", listed._meta.db_table, late),
    ):
        yield Trigger(PREFIX + name, moment, about, condition, REFUSAL)


@builder
def ends_of_being_public(apps):
    noted = apps.get_model("initiatives", "FormerlyPublic")._meta.db_table
    withdrawn = f"{public_in_sql('OLD')} AND NOT {public_in_sql('NEW')}"
    of_record = noting("(c.round_id = OLD.id OR n.organization_id = OLD.id OR n.initiative_id = OLD.id)")
    moved = differs(["category_id", "organization_id", "initiative_id"])
    for name, table, condition, deed in (
        ("record_withdrawn", "portal_record", withdrawn, of_record),
        ("nomination_moved", "initiatives_nomination", moved, noting("n.id = OLD.id")),
        ("category_moved", "initiatives_selectioncategory", differs(["round_id"]), noting("c.id = OLD.id")),
    ):
        yield Trigger(PREFIX + name, "BEFORE UPDATE", table, condition, deed=deed)
    has_events = "EXISTS (SELECT 1 FROM initiatives_nominationevent e WHERE e.nomination_id = OLD.nomination_id)"
    yield Trigger(f"{PREFIX}note_deleted", "BEFORE DELETE", noted, has_events, REFUSAL)


@builder
def kept_steps(apps):
    """A step of an intention that the public could count, which is so beneath a public initiative, or was until that was withdrawn."""
    step = apps.get_model("initiatives", "IntentionStep")
    columns = sorted(field.column for field in step._meta.local_concrete_fields if field.name != "entered_by")
    withdrawn = """EXISTS (SELECT 1 FROM portal_reviewstep w WHERE w.record_id = r.id AND w.step = 'withdrawn' AND w.at > n.recorded_at)"""
    stays = f"""EXISTS (SELECT 1 FROM initiatives_intention n JOIN portal_record r ON r.id = n.initiative_id
      WHERE n.id = OLD.intention_id AND (n.passage_id IS NOT NULL OR n.paper_id IS NOT NULL)
      AND ({public_in_sql("r")} OR {withdrawn}))"""  # noqa: S608
    table = step._meta.db_table
    yield Trigger(f"{PREFIX}step_changed", "BEFORE UPDATE", table, f"({differs(columns)}) AND {stays}", STEP_STAYS)
    yield Trigger(f"{PREFIX}step_deleted", "BEFORE DELETE", table, stays, STEP_STAYS)
