"""What Today says about a person: the fact, then the reason, then an opener in the user's own voice."""

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cookout.core.templatetags.dates import span
from cookout.ties.models import Circle, Fact, FollowUp, Promise, Tie, Touch, Triage

ABOUT = 90
"""Longer words of one's own are not quoted back."""


@dataclass(frozen=True, slots=True)
class Words:
    """One task in words."""

    what: str
    why: str
    opener: str = ""


@dataclass(frozen=True, slots=True)
class Met:
    """Where and when we last met at an event, and what was decided since; what is not known is empty."""

    event: str = ""
    on: dt.date | None = None
    verdict: str = ""


def of_follow_up(row: FollowUp, tie: Tie, met: Met, *, fact: Fact | None, touch: Touch | None) -> Words:
    """What comes next with somebody, and how it came to that."""
    what = row.text or _("Follow up with %(name)s") % {"name": tie.person.first_name}
    return Words(what, " ".join(filter(None, (_how_met(tie, met), _decided(row, met)))), opener(fact, touch))


def _how_met(tie: Tie, met: Met) -> str:
    said = {"name": tie.person.first_name, "event": met.event, "how": tie.met}
    if met.on is not None and met.event:
        return _("You met %(name)s at “%(event)s” on %(day)s.") % {**said, "day": _day(met.on)}
    if tie.met and len(tie.met) <= ABOUT:
        return _("%(how)s, %(day)s.") % {**said, "day": _day(tie.met_on)} if tie.met_on else f"{tie.met}."
    if (on := met.on or tie.met_on) is not None:
        return _("You met %(name)s on %(day)s.") % {**said, "day": _day(on)}
    return ""


def _decided(row: FollowUp, met: Met) -> str:
    said = {"day": _day(row.made_on), "due": _day(row.due_on)}
    decided = {
        Triage.Verdict.DEEP.value: _("You decided to go deep."),
        Triage.Verdict.ACTIVE.value: _("You decided to keep in touch."),
        Triage.Verdict.LIGHT.value: _("You decided to keep it light."),
    }
    return decided.get(met.verdict) or _("Decided on %(day)s, for %(due)s.") % said


def of_promise(promise: Promise, today: dt.date) -> Words:
    """A promise that is due."""
    made = _("Promised %(day)s") % {"day": _day(promise.made_on)}
    late = (today - promise.due_on).days
    if late <= 0:
        return Words(promise.text, _("%(made)s, for today.") % {"made": made})
    return Words(promise.text, _("%(made)s, for %(day)s.") % {"made": made, "day": _day(promise.due_on)})


def of_due(tie: Tie, today: dt.date, *, fact: Fact | None, touch: Touch | None, drawn: bool) -> Words:
    """A person who is due, with the reason and a first sentence."""
    name = tie.person.first_name
    if tie.last_touch_on is None:
        return Words(_("%(name)s: a first hello") % {"name": name}, _never(tie, drawn), _hello(tie, fact))
    quiet = span((today - tie.last_touch_on).days)
    what = _("%(name)s: %(span)s quiet") % {"name": name, "span": quiet}
    return Words(what, _reason(tie, today, touch, drawn), opener(fact, touch))


def of_losing(tie: Tie, today: dt.date, *, fact: Fact | None, touch: Touch | None) -> Words:
    """A person one is losing touch with, against the tie's own rhythm."""
    words = of_due(tie, today, fact=fact, touch=touch, drawn=False)
    usual = _("You usually talk every %(span)s.") % {"span": span(max(1, round(tie.own_rhythm or 0)))}
    return Words(words.what, usual)


def of_birthday(tie: Tie, days: int, on: dt.date) -> Words:
    """A birthday of someone one is close to."""
    name = tie.person.first_name
    if days == 0:
        return Words(_("It is %(name)s’s birthday") % {"name": name}, _("Today."), _("Happy birthday!"))
    when = date_format(on, "l, F j")
    return Words(_("%(name)s’s birthday is on %(when)s") % {"name": name, "when": when}, _circle(tie))


def opener(fact: Fact | None, touch: Touch | None) -> str:
    """A first sentence from what one knows; nothing where one knows nothing."""
    if fact is not None and len(fact.text) <= ABOUT:
        return _("You told me about “%(text)s”. How is it going?") % {"text": fact.text.rstrip(".")}
    if touch is not None and touch.text and len(touch.text) <= ABOUT:
        return _("Last time we talked about “%(text)s”. What came of it?") % {"text": touch.text.rstrip(".")}
    return ""


def _never(tie: Tie, drawn: bool) -> str:
    since = _("%(circle)s since %(day)s; no contact noted yet.") % {
        "circle": _circle(tie),
        "day": _day(tie.circle_since),
    }
    return f"{since} {_lot()}" if drawn else since


def _reason(tie: Tie, today: dt.date, touch: Touch | None, drawn: bool) -> str:
    parts = []
    if tie.own_rhythm:
        parts.append(_("You usually talk every %(span)s.") % {"span": span(max(1, round(tie.own_rhythm)))})
    elif (kept := tie.rhythm) is not None:
        parts.append(_("You wished for every %(span)s.") % {"span": span(kept.wished)})
    if touch is not None:
        how = {"how": touch.get_kind_display().capitalize(), "day": _day(touch.on)}
        parts.append(_("%(how)s on %(day)s.") % how)
    if tie.overdue_on is not None and tie.overdue_on <= today:
        parts.append(_("Longer than you meant to wait."))
    if drawn:
        parts.append(_lot())
    return " ".join(parts)


def _lot() -> str:
    return _("Drawn by lot, to learn what suggestions are worth.")


def _hello(tie: Tie, fact: Fact | None) -> str:
    if tie.how_met and len(tie.how_met) <= ABOUT:
        return _("I keep thinking of how we met: %(how)s. Coffee next week?") % {"how": tie.how_met.rstrip(".")}
    return opener(fact, None) or _("It has been on my mind to catch up. Coffee next week?")


def _circle(tie: Tie) -> str:
    return str(Circle(tie.circle).label)


def _day(day: dt.date) -> str:
    return date_format(day, "F j")
