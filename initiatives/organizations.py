"""What organizations have done in initiatives and selections: on their pages, their cards and in their list."""

from collections import defaultdict
from copy import copy

from django.db.models import Case, Prefetch, When
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from enterprises.involvement import Involvement, register_involvement
from initiatives.facts import outcomes, told
from initiatives.intentions_on_pages import cited_by, described_intentions, intention_in_words
from initiatives.models import Intention, Nomination, NominationEvent, Participation
from portal.listing.kept import kept
from portal.models.records import name_order
from portal.site.facts import Fact, Value, labelled, of_portion, rest
from portal.site.footnotes import Saying
from portal.site.list_filters import ListedFacet, ListedFlag

PASSAGES_OF_AN_ACT = 3  # footnotes at most of what was done in a selection


def received(event):
    """What an event of a selection says of its recipient, before the name of the round."""
    return _("received candidates of") if event.verb in (event.Verb.SUBMITTED, event.Verb.RECOMMENDED) else _("received word of")


def labels_of_roles(roles):
    return {role: Participation.DEEDS[role] for role in roles}


@register_involvement
class InInitiatives(Involvement):
    facets = {
        "role": ListedFacet("role", label=pgettext_lazy("of an organization in an initiative", "Role"), labels=labels_of_roles),
        "nominated": ListedFlag("nominated", label=_("Selections"), text=_("Submitted or recommended in a selection")),
    }
    template = "initiatives/_of_organization.html"
    long_parts = ("roles", "selections", "acts", "intentions", "intentions-of-others")

    @staticmethod
    def card_parts():
        """Its public roles, in `organization.roles`."""
        roles = Participation.objects.published().select_related("initiative")
        return [Prefetch("participations", roles, to_attr="roles")]

    @staticmethod
    def roles_on_card(organization):
        return [(row.deed, [row.initiative]) for row in organization.roles]

    @cached_property
    def participations(self):
        if "participations" not in self.organization.held:
            return self.portion("roles", [])
        rows = Participation.objects.published().filter(organization=self.organization)
        rows = rows.select_related("initiative", "passage__source")
        return self.portion("roles", rows.order_by(Participation.place_of_role(), *name_order("initiative__"), "id"))

    @cached_property
    def nominations(self):
        """Its own, then those of its initiatives."""
        if "nominations" not in self.organization.held:
            return self.portion("selections", [])
        rows = Nomination.objects.published().filter(organization=self.organization)
        rows = rows.select_related("category__round", "initiative").with_events()
        of_initiatives = Case(When(initiative=None, then=0), default=1)
        rows = rows.order_by(of_initiatives, *name_order("category__round__"), "category__position", "id")
        return self.portion("selections", rows)

    @cached_property
    def acts(self):
        """The events of selections that it brought about or received, one for each round, verb and stage, with those in `alike` that rest
        on other passages, of some passages."""
        shown = self.portion("acts", kept("acts of an organization", self.keys_of_acts, self.organization.pk))
        events = NominationEvent.objects.published().select_related("nomination__category__round", "passage__source")
        found = events.in_bulk([key for keys, _is_actor in shown for key in keys])
        for place, (keys, is_actor) in enumerate(shown):
            alike = [copy(found[key]) for key in keys]  # it may have brought about what it received
            for event in alike:
                event.round = event.nomination.category.round
                event.deed = event.DEEDS[event.verb] if is_actor else received(event)
            shown[place], alike[0].alike = alike[0], alike
        return shown

    def keys_of_acts(self):
        """[([key of an event for each passage, of some], whether the organization brought them about)], of events alike."""
        events, found = NominationEvent.objects.published(), defaultdict(dict)
        for is_actor, rows in ((True, events.filter(actors=self.organization)), (False, events.filter(recipient=self.organization))):
            for key, passage, *same in rows.values_list("pk", "passage", "nomination__category__round", "verb", "stage", "replaced_by"):
                found[*same, is_actor].setdefault(passage, key)
        return [(list(keys.values())[:PASSAGES_OF_AN_ACT], is_actor) for (*_same, is_actor), keys in found.items()]

    @cached_property
    def intentions(self):
        """Those of which it is our side."""
        if "intentions" not in self.organization.held:
            return self.portion("intentions", [])
        rows = described_intentions().filter(our_side=self.organization)
        return self.portion("intentions", rows.order_by(*name_order("initiative__"), "happened_on", "id"))

    @cached_property
    def intentions_of_others(self):
        """Those in which it agreed to be named as the other side."""
        if "intentions_of_others" not in self.organization.held:
            return self.portion("intentions-of-others", [])
        rows = Intention.objects.published().filter(other_side=self.organization)
        rows = rows.select_related("initiative", "our_side", "passage__source").order_by(*name_order("initiative__"), "id")
        return self.portion("intentions-of-others", rows)

    def portions(self):
        return [self.participations, self.nominations, self.acts, self.intentions, self.intentions_of_others]

    @property
    def own_nominations(self):
        return [nomination for nomination in self.nominations if not nomination.initiative]

    @property
    def nominations_of_initiatives(self):
        return [nomination for nomination in self.nominations if nomination.initiative]

    def cited(self):
        yield from ((row, Saying.of(row.deed, row.initiative)) for row in self.participations)
        for nomination in self.nominations:
            for event in nomination.told:
                yield event, Saying.of(event.said, nomination.category.round, event.correction)
        for act in self.acts:
            yield from ((event, Saying.of(event.deed, event.round, event.correction)) for event in act.alike)
        yield from cited_by(self.intentions)
        yield from ((row, Saying.of(gettext("cooperation intention"), row.our_side)) for row in self.intentions_of_others)

    def facts(self):
        return [
            of_portion("roles", _("Took part"), self.participations, lambda row: Value(labelled(row.deed, row.initiative.title), "", row)),
            Fact(
                "selections",
                _("Selections"),
                [told(event, nomination.category.round.title) for nomination in self.nominations for event in nomination.told]
                + rest(self.nominations.further),
            ),
            *outcomes(self.nominations),
            *self.facts_of_intentions(),
        ]

    def facts_of_intentions(self):
        """One field, and none where there is no intention."""
        own = [Value(labelled(row.initiative.title, intention_in_words(row)), "", row) for row in self.intentions]
        others = [Value(labelled(row.initiative.title, row.our_side.title), "", row) for row in self.intentions_of_others]
        further = rest(self.intentions.further + self.intentions_of_others.further)
        return [Fact("intentions", _("Cooperation intentions"), own + others + further)] if own or others else []

    def linked(self):
        return [
            *self.participations.all_values("initiative_id"),
            *(nomination.category.round_id for nomination in self.nominations),
            *(event.round.pk for event in self.acts),
            *self.intentions.all_values("initiative_id"),
            *self.intentions_of_others.all_values("initiative_id"),
        ]
