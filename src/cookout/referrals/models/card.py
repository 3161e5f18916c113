"""One referral on the board, as one of the two reads it: plain words, made before the page is drawn."""

import datetime as dt
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cookout.core.charts import face
from cookout.core.models import User
from cookout.core.templatetags.dates import short_day, span
from cookout.referrals import rules
from cookout.referrals.models.kinds import Kind, Role, State, Temperature
from cookout.referrals.models.party import Party
from cookout.referrals.models.referral import Referral
from cookout.ties.models.kept import local_today

FRESH, WEEK = 3, 7
"""Days: news within three is fresh, after a week somebody waits."""

BARS = {Temperature.COLD: 1, Temperature.COOL: 1, Temperature.WARM: 2, Temperature.KEEN: 3, Temperature.HOT: 3}

NEXT = {
    State.GIVEN: (gettext_lazy("Accept it, or say no"), gettext_lazy("Waits for an answer")),
    State.ACCEPTED: (gettext_lazy("Make the first call"), gettext_lazy("Accepted, a first call comes")),
    State.TRIED: (gettext_lazy("Try once more"), gettext_lazy("Tried to reach")),
}
"""What comes next where nobody wrote it down: for who keeps the record, for the referrer."""


@dataclass(frozen=True, slots=True)
class Face:
    """One of the three on the way of a referral; nothing in it for me."""

    initials: str = ""
    tint: int = 0


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says."""

    one: Referral
    url: str
    name: str
    whom: str
    """From whom, or to whom."""
    other: str
    """What I call the other of the two."""
    faces: tuple[Face, ...]
    is_to_me: bool
    moves: str
    """Where I may move it, with blanks between; empty where another says where it stands."""
    next: str
    age: str
    bars: int
    """How many of the three bars are filled; none where nobody knows how warm it is."""
    warmth: str
    status: str
    tone: str
    act: str = ""


def card_of(one: Referral, user: User, now: dt.datetime, line: str = "") -> Card:
    """How one looks to this user, with the line that decided it; reads only what was fetched."""
    referrer, provider, prospect = (one.party(role) for role in (Role.REFERRER, Role.PROVIDER, Role.PROSPECT))
    is_to_me = provider.user_id == user.pk
    keeps = is_to_me or (provider.user_id is None and referrer.user_id == user.pk)
    tells_all = keeps or one.may_tell_more
    today = local_today(user)
    status, tone, act = _standing(one, referrer, user, today, now, is_to_me=is_to_me)
    return Card(
        one=one, url=one.get_absolute_url(), name=prospect.called, whom=_whom(one, referrer, provider, is_to_me),
        other=(referrer if is_to_me else provider).first_name,
        faces=_faces(one, user, referrer, provider, prospect), is_to_me=is_to_me,
        moves=" ".join(rules.next_states(one.state)) if keeps else "",
        next=_next(one, keeps=keeps, tells_all=tells_all, line=line), age=span((today - one.given_on).days),
        bars=BARS[Temperature(one.temperature)] if one.temperature else 0,
        warmth=str(Temperature(one.temperature).label) if one.temperature else "",
        status=status, tone=tone, act=act,
    )  # fmt: skip


def ago(days: int) -> str:
    """Today, yesterday, 9 days ago."""
    if days < 2:
        return _("yesterday") if days == 1 else _("today")
    return ngettext("%(days)s day ago", "%(days)s days ago", days) % {"days": days}


def _whom(one: Referral, referrer: Party, provider: Party, is_to_me: bool) -> str:
    if one.kind == Kind.INSIDE:
        return _("came for their own need") if is_to_me else _("to %(name)s, for me") % {"name": provider.called}
    return _("from %(name)s") % {"name": referrer.called} if is_to_me else _("to %(name)s") % {"name": provider.called}


def _faces(one: Referral, user: User, *parties: Party) -> tuple[Face, ...]:
    """The way that it takes; who buys for herself stands in it once."""
    there = parties[:2] if one.kind == Kind.INSIDE else parties
    return tuple(
        Face() if party.user_id == user.pk else Face(face.initials(party.called), face.tint(party.called))
        for party in there
    )


def _next(one: Referral, *, keeps: bool, tells_all: bool, line: str) -> str:
    """What comes next, or how it ended, as far as this reader may know."""
    if one.is_name:
        return _("Ask whether a call is welcome")
    if one.next_step and one.is_open and tells_all:
        return f"{one.next_step}, {short_day(one.next_on)}" if one.next_on else one.next_step
    mine, theirs = NEXT.get(State(one.state), ("", ""))
    said = str((mine if keeps else theirs) or capfirst(one.get_state_display()))
    return f"{said}: {line}" if line and tells_all else said


def _standing(
    one: Referral, referrer: Party, user: User, today: dt.date, now: dt.datetime, *, is_to_me: bool
) -> tuple[str, str, str]:
    """What the bar at the foot says, in which tone, and the act it offers."""
    if one.is_name:
        return _("A name, not yet a referral"), "soon", ""
    days = (today - one.told_at.astimezone(user.tzinfo).date()).days if one.told_at else None
    if is_to_me:
        return _told(one, referrer, days, is_owing=one.news_due_at is not None and one.news_due_at <= now)
    return _heard(one, days, today)


def _told(one: Referral, referrer: Party, days: int | None, *, is_owing: bool) -> tuple[str, str, str]:
    said = _("Not told %(name)s yet") if days is None else _("Told %(name)s %(when)s")
    words = said % {"name": referrer.first_name, "when": ago(days or 0)}
    if is_owing:
        return words, "late", _("Tell")
    return words, "soon" if days is not None and days > FRESH and one.is_open else "ok", ""


def _heard(one: Referral, days: int | None, today: dt.date) -> tuple[str, str, str]:
    """The referrer's side; where the provider has no account, I heard when I last wrote something down."""
    if days is None:
        days = (today - one.given_on).days
        words = _("Nothing heard yet") if days else _("Passed today")
    else:
        words = _("Heard %(when)s") % {"when": ago(days)}
    if not one.is_open or days <= FRESH:
        return words, "ok", ""
    return (words, "late", _("Ask")) if days >= WEEK else (words, "soon", "")
