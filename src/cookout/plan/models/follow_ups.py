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
from cookout.ties.models.tie import TieQuerySet

SORT = "triage"
"""The key of the line that leads to all who wait; it has no row of its own to tick off."""


@dataclass(frozen=True, slots=True)
class Following:
    """The follow-ups read for one user's day, those due and those soon."""

    on: dt.date
    rows: Sequence[FollowUp] = ()

    @property
    def ties(self) -> set[int]:
        """Whose next day is decided: they stay off the rest of the list until then."""
        return {row.tie_id for row in self.rows}

    @property
    def people(self) -> set[int]:
        """Whose ties the words need."""
        return {row.tie.person_id for row in self.rows if row.due_on <= self.on}

    def tasks(self, ties: Iterable[Tie]) -> tuple[Task, ...]:
        """In words, each person once; only those with one of these ties."""
        known = {tie.pk: tie for tie in ties}
        due = {row.tie_id: row for row in reversed(self.rows) if row.due_on <= self.on}
        return tuple(_follow_up(due[row.tie_id], known[row.tie_id], self.on)
                     for row in self.rows if due.get(row.tie_id) is row and row.tie_id in known)  # fmt: skip


def read_follow_ups(user: User, on: dt.date) -> Following:
    """Read them in one query, with where we met and what was decided."""
    met = Encounter.objects.filter(owner=user, tie=OuterRef("tie"), deleted_at=None)
    met = met.order_by("-on", "-captured_at", "-pk")
    decided = Triage.objects.visible_to(user).filter(tie=OuterRef("tie")).order_by("-decided_on", "-pk")
    rows = followed(user, on).select_related("tie").annotate(
        met_at=Subquery(met.values("event__name")[:1]),
        met_on=Subquery(met.values("on")[:1]),
        verdict=Subquery(decided.values("verdict")[:1]),
    )  # fmt: skip
    return Following(on, list(rows.order_by("due_on", "pk")))


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
