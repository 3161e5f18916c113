"""What was decided after a meeting: the follow-ups that are due, and one line for all who wait to be decided on."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Min, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cookout.core.models import User
from cookout.events.models import Encounter
from cookout.plan import rules
from cookout.plan.models.day import followed
from cookout.plan.models.lines import Link, Task, contact_of, latest_of, lives_of
from cookout.plan.models.words import Met, Words, of_follow_up
from cookout.ties.models import Context, FollowUp, Tie, Triage
from cookout.ties.models.follow_up import FollowUpQuerySet
from cookout.ties.models.tie import TieQuerySet

SORT = "triage"
"""The key of the line that leads to all who wait; it has no row of its own to tick off."""

MORE = "follow_ups"
"""The key of the line that leads to the follow-ups that a day does not name."""


@dataclass(frozen=True, slots=True)
class Following:
    """The follow-ups read for one user's day: those that it names, and how many more are due."""

    on: dt.date
    ties: frozenset[int] = frozenset()
    """Whose next day is decided: they stay off the rest of the list until then."""
    rows: Sequence[FollowUp] = ()
    more: int = 0

    @property
    def people(self) -> set[int]:
        """Whose ties the words need."""
        return {row.tie.person_id for row in self.rows}

    def tasks(self, ties: Iterable[Tie]) -> tuple[Task, ...]:
        """In words, each person once, and one line for all the others; only those with one of these ties."""
        known = {tie.pk: tie for tie in ties}
        named = tuple(_follow_up(row, known[row.tie_id], self.on) for row in self.rows if row.tie_id in known)
        return (*named, _more(self.more)) if self.more else named


def read_follow_ups(user: User, on: dt.date, mine: TieQuerySet, *, life: Context | None = None) -> Following:
    """Read the days, then the first few that are due with where we met and what was decided: two queries."""
    told = list(followed(user, on).filter(tie__in=mine).order_by("due_on", "pk").values_list("pk", "tie", "due_on"))
    if not told:
        return Following(on)
    due: dict[int, int] = {}
    for pk, tie, due_on in told:
        if due_on <= on:
            due.setdefault(tie, pk)
    if life is not None:
        within = set(mine.filter(in_lives__life=life, pk__in=due).values_list("pk", flat=True))
        due = {tie: pk for tie, pk in due.items() if tie in within}
    first = list(due.values())[: rules.MOST_FOLLOWED]
    ties = frozenset(tie for _pk, tie, _due_on in told)
    return Following(on, ties, list(_with_words(user, first)), len(due) - len(first))


def _with_words(user: User, pks: Sequence[int]) -> FollowUpQuerySet:
    met = Encounter.objects.filter(owner=user, tie=OuterRef("tie"), deleted_at=None)
    met = met.order_by("-on", "-captured_at", "-pk")
    decided = Triage.objects.visible_to(user).filter(tie=OuterRef("tie")).order_by("-decided_on", "-pk")
    rows: FollowUpQuerySet = FollowUp.objects.filter(pk__in=pks).select_related("tie").annotate(
        met_at=Subquery(met.values("event__name")[:1]),
        met_on=Subquery(met.values("on")[:1]),
        verdict=Subquery(decided.values("verdict")[:1]),
    )  # fmt: skip
    return rows.order_by("due_on", "pk")


def _more(many: int) -> Task:
    """One line for what is due besides, however much."""
    what = ngettext("One more follow-up is due", "%(many)s more follow-ups are due", many) % {"many": many}
    link = Link(_("All follow-ups"), reverse("ties:follow_up_list"), "arrow-right")
    words = Words(what, _("Another day is soon enough."))
    return Task(MORE, "follow_up", words, rules.MINUTES[MORE], links=(link,), leads_on=True)


def to_sort(mine: TieQuerySet, on: dt.date, *, life: Context | None) -> tuple[Task, ...]:
    """One line for all on whom I said I would decide by now, however many; none where nobody waits."""
    waiting = mine.to_sort(on).order_by()
    if life is not None:
        waiting = waiting.filter(in_lives__life=life)
    waits = waiting.aggregate(many=Count("pk"), since=Min(Coalesce("waits_since", "met_on", "sort_on")))
    many, since = waits["many"], waits["since"]
    if not many:
        return ()
    what = ngettext("One person waits to be sorted", "%(many)s people wait to be sorted", many) % {"many": many}
    said = {"day": date_format(since, "F j")}
    why = _("Since %(day)s.") % said if many == 1 else _("The first since %(day)s.") % said
    link = Link(_("Decide, one at a time"), reverse("ties:triage"), "arrow-right")
    minutes = min(many, rules.MINUTES[SORT])
    return (Task(SORT, "follow_up", Words(what, why), minutes, links=(link,), leads_on=True),)


def _follow_up(row: FollowUp, tie: Tie, on: dt.date) -> Task:
    fact, touch = latest_of(tie)
    contact = contact_of(tie, touch.kind if touch else "text")
    met = Met(getattr(row, "met_at", None) or "", getattr(row, "met_on", None), getattr(row, "verdict", None) or "")
    return Task(
        key=f"follow_up:{row.uid}",
        part="follow_up",
        words=of_follow_up(row, tie, met, fact=fact, touch=touch),
        minutes=rules.MINUTES[contact.kind if contact else "other"],
        person=tie.person,
        tie=tie,
        contact=contact,
        lives=lives_of(tie),
        picture=tie.picture(on),
    )
