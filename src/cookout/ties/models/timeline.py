"""The timeline: what happened with one person, put together from everything that was noted.

Later rooms add what they hold (1-2-1s, referrals) with `register_moments`.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from cookout.people.models import Facet
from cookout.ties.models.follow_up import FollowUp
from cookout.ties.models.kept import Fact, Mark, Note, Promise, Touch
from cookout.ties.models.tie import Tie
from cookout.ties.models.triage import Triage


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened on a day."""

    on: dt.date
    icon: str
    title: str
    text: str = ""
    url: str = ""
    way: str = ""
    """`meet`, `in` (it came from them), `out` (it went to them), or nothing."""
    instead_of: uuid.UUID | None = None
    """The touch that this says already, more fully."""


Source = Callable[[Tie], Iterable[Moment]]
_sources: list[Source] = []


def register_moments(source: Source) -> None:
    """Announce moments that a later room holds."""
    if source not in _sources:
        _sources.append(source)


def moments(tie: Tie) -> list[Moment]:
    """Everything with this person, the latest first."""
    if tie.pk is None:
        return []
    later = [moment for source in _sources for moment in source(tie)]
    said = {moment.instead_of for moment in later}
    own = [*_touches(tie, said), *_notes(tie), *_promises(tie), *_marks(tie), *_facts(tie)]
    found = [*own, *_decisions(tie), *_follow_ups(tie), *later]
    return sorted(found, key=lambda moment: moment.on, reverse=True)


ICONS = {
    Touch.Kind.CALL: "phone",
    Touch.Kind.TEXT: "message-circle",
    Touch.Kind.MAIL: "mail",
    Touch.Kind.MEETING: "coffee",
    Touch.Kind.VIDEO: "device-desktop",
    Touch.Kind.LETTER: "mail-opened",
    Touch.Kind.GIFT: "gift",
    Touch.Kind.OTHER: "message-circle",
}


def _touches(tie: Tie, said: Collection[uuid.UUID | None]) -> Iterator[Moment]:
    for touch in Touch.objects.there().filter(tie=tie).exclude(uid__in=[uid for uid in said if uid]):
        kind = Touch.Kind(touch.kind)
        way = "meet" if kind in {Touch.Kind.MEETING, Touch.Kind.VIDEO} else _way(touch.by_me)
        url = reverse("ties:touch_update", args=[touch.uid])
        yield Moment(touch.on, ICONS[kind], str(kind.label).capitalize() + ".", touch.text, url, way)


def _way(by_me: bool | None) -> str:
    return "" if by_me is None else "out" if by_me else "in"


def _notes(tie: Tie) -> Iterator[Moment]:
    for note in Note.objects.filter(tie=tie, deleted_at=None):
        yield Moment(note.on, "note", "", note.text, reverse("ties:note_update", args=[note.uid]))


def _promises(tie: Tie) -> Iterator[Moment]:
    for promise in Promise.objects.filter(tie=tie, deleted_at=None):
        url = reverse("ties:promise_update", args=[promise.uid])
        if promise.kept_at is not None:
            on = promise.kept_at.astimezone(tie.owner.tzinfo).date()
            yield Moment(on, "circle-check", _("You kept a promise."), promise.text, url, "out")
        else:
            yield Moment(promise.made_on, "flag", _("You promised."), promise.text, url)


def _marks(tie: Tie) -> Iterator[Moment]:
    url = reverse("ties:mark_list", args=[tie.person.uid])
    for mark in Mark.objects.filter(tie=tie):
        said = {"kind": Mark.Kind(mark.kind).label, "value": mark.value}
        yield Moment(mark.on, "shield-check", _("%(kind)s: %(value)s of 3.") % said, mark.reason, url)


def _facts(tie: Tie) -> Iterator[Moment]:
    for fact in Fact.objects.filter(tie=tie, deleted_at=None):
        title = _("You learned: %(heading)s.") % {"heading": Facet(fact.facet).label}
        yield Moment(fact.learned_on, "bulb", title, fact.text, reverse("ties:fact_update", args=[fact.uid]))


VERDICTS = {
    Triage.Verdict.DEEP: "armchair",
    Triage.Verdict.ACTIVE: "coffee",
    Triage.Verdict.LIGHT: "mail",
    Triage.Verdict.NOT_NOW: "clock",
    Triage.Verdict.LET_GO: "minus",
}


def _decisions(tie: Tie) -> Iterator[Moment]:
    url = f"{reverse('ties:triage')}?person={tie.person.uid}"
    for row in Triage.objects.filter(tie=tie, deleted_at=None):
        title = _("You decided: %(verdict)s.") % {"verdict": row.get_verdict_display()}
        yield Moment(row.decided_on, VERDICTS[Triage.Verdict(row.verdict)], title, row.reason, url)


def _follow_ups(tie: Tie) -> Iterator[Moment]:
    for row in FollowUp.objects.filter(tie=tie, deleted_at=None):
        url = reverse("ties:follow_up_update", args=[row.uid])
        if row.done_at is not None:
            on = row.done_at.astimezone(tie.owner.tzinfo).date()
            yield Moment(on, "circle-check", _("You followed up."), row.text, url, "out")
        else:
            yield Moment(row.made_on, "calendar", _("You planned a follow-up."), row.text, url)
