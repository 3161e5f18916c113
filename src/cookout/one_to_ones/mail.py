"""Letters about 1-2-1s: times on offer, what is agreed, what is off. Each seat gets its own copy, in its own zone."""

import datetime as dt
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.mail.message import sanitize_address
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cookout.core.http import house_url
from cookout.core.models import Letter, User
from cookout.core.models.work import WorkState
from cookout.core.refusal import Refusal
from cookout.one_to_ones import rules
from cookout.one_to_ones.formats.calendar import Address, Appointment, invitation
from cookout.one_to_ones.models import OneToOne, Seat, State, Step, Where
from cookout.one_to_ones.models.meeting import Meeting

MADE = {
    Step.Kind.ACCEPTED: (gettext_lazy("You accepted."), gettext_lazy("%(name)s accepted.")),
    Step.Kind.NOTED: ("", gettext_lazy("%(name)s invites you to a 1-2-1.")),
    Step.Kind.MOVED: ("", gettext_lazy("%(name)s moved your 1-2-1.")),
    Step.Kind.CHANGED: (
        gettext_lazy("You changed where or what for."),
        gettext_lazy("%(name)s changed where or what for."),
    ),
    Step.Kind.GONE_ON: (gettext_lazy("The next 1-2-1 of your rhythm."), gettext_lazy("The next 1-2-1 of your rhythm.")),
}
"""How a letter begins after each step that leaves a time standing: to whoever took it, to the other."""


def write_proposal(one: OneToOne, *, by: User, planned_at: dt.datetime | None) -> None:
    """Times are on offer: a letter to whom they are offered; a time that stood is taken out of both calendars."""
    step = one.last_step()
    moved = step is not None and step.kind == Step.Kind.MOVED
    said = _("%(name)s proposes other times for your 1-2-1.") if moved else _("%(name)s proposes a 1-2-1.")
    opening = said % {"name": one.seat(by).called}
    subject, note = opening.rstrip("."), step.note if step is not None else ""
    _write(one, one.other(by), "proposed", opening, subject=subject, note=note, off_at=planned_at)
    if planned_at is not None:
        withdrawn = _("You proposed other times. The time that stood is given up.")
        _write(one, one.seat(by), "proposed", withdrawn, off_at=planned_at)


def write_planned(one: OneToOne, *, by: User) -> None:
    """A time stands: an invitation to both, each their own."""
    step = one.last_step()
    to_me, to_them = MADE.get(Step.Kind(step.kind), ("", "")) if step is not None else ("", "")
    mine, other = one.seat(by), one.other(by)
    if not _is_told(one, by):
        return
    for seat, words in ((mine, to_me), (other, to_them)):
        _write(one, seat, "planned", str(words) % {"name": mine.called})


def write_called_off(one: OneToOne, *, by: User, planned_at: dt.datetime | None) -> None:
    """Declined or cancelled: a letter to the other; what stood in calendars is taken out of both."""
    if not _is_told(one, by):
        return
    step = one.last_step()
    words = _("%(name)s declined: none of the times fits.")
    if one.state == State.CANCELLED:
        words = _("%(name)s called off your 1-2-1.") if planned_at else _("%(name)s took the proposal back.")
    opening, note = words % {"name": one.seat(by).called}, step.note if step is not None else ""
    _write(one, one.other(by), "off", opening, subject=opening.rstrip("."), note=note, off_at=planned_at)
    if planned_at is not None:
        _write(one, one.seat(by), "off", _("You called it off."), off_at=planned_at)


def correct(one: OneToOne, *, by: User, stood_at: dt.datetime | None, is_gone: bool) -> None:
    """An act was undone. Its letters that wait are not sent; those that went are put right by another."""
    wrong = [letter for letter in _letters(one) if letter.key.split(":")[3] == str(one.sequence)]
    sent = [letter for letter in wrong if letter.work_state != WorkState.WAITING]
    Letter.objects.filter(pk__in=[letter.pk for letter in wrong if letter not in sent]).delete()
    one.count_on()
    if not sent:
        return
    off_at = stood_at if one.state != State.PLANNED or is_gone else None
    if is_gone:
        _write_gone(one, sent, by, off_at)
        return
    opening = _("%(name)s took the last step back. This is how it stands.") % {"name": one.seat(by).called}
    for seat in one.seats.all():
        if any(letter.to == _address(seat) for letter in sent):
            _write(one, seat, "undone", opening, off_at=off_at)


def _is_told(one: OneToOne, by: User) -> bool:
    """Whether anybody but me hears of it; what I noted alone, and invited nobody to, is in my feed."""
    other = one.other(by)
    return other.user_id is not None or bool(other.mail)


def _write_gone(one: OneToOne, sent: list[Letter], by: User, off_at: dt.datetime | None) -> None:
    """The 1-2-1 itself was taken back, with its seats: to everybody who has had a letter."""
    said = _("%(name)s took the 1-2-1 back.") % {"name": by.name}
    text = render_to_string("one_to_ones/mail/one_to_one.txt", {"opening": said})
    for letter in sent:
        entry = _entry(one, by.name, off_at) if off_at and letter.key.endswith(":planned") else None
        calendar = invitation(entry) if entry else ""
        _send(key=f"{letter.key}:gone", user=letter.user, to=letter.to, subject=said, text=text, calendar=calendar)


def _write(
    one: OneToOne, seat: Seat, kind: str, opening: str, *,
    subject: str = "", note: str = "", off_at: dt.datetime | None = None,
) -> None:  # fmt: skip
    """One letter to one seat; with the appointment where one stands, or where one has to be taken out."""
    to, stands = _address(seat), one.state == State.PLANNED
    if not to:
        return
    if kind != "off":
        _refuse_flood(one, seat)
    with translation.override("en"), timezone.override(seat.user.tzinfo if seat.user else one.tzinfo):
        context = {
            "one": one, "opening": opening, "note": note, "stands": stands, "how": Where(one.where).label,
            "times": list(one.times.all()) if one.state == State.PROPOSED else [],
            "link": house_url() + one.get_absolute_url() if seat.user else "",
        }  # fmt: skip
        text = render_to_string("one_to_ones/mail/one_to_one.txt", context)
        subject = subject or _subject(one, seat)
    calendar = invitation(invited(one, seat, off_at)) if stands or off_at else ""
    _letters(one, f"{seat.place}:").filter(work_state=WorkState.WAITING).delete()  # this one says it all
    _send(
        key=_key(one, f"{seat.place}:{one.sequence}:{kind}"), user=seat.user, to=to, subject=subject, text=text,
        calendar=calendar, headers=_headers(one, seat),
    )  # fmt: skip


def _refuse_flood(one: OneToOne, seat: Seat) -> None:
    """Moving to and fro, or doing and undoing, fills nobody's letter box."""
    lately = _letters(one, f"{seat.place}:").filter(written_at__gt=timezone.now() - rules.DAY)
    if lately.exclude(work_state=WorkState.WAITING).count() >= rules.MOST_LETTERS:
        said = {"n": rules.MOST_LETTERS, "name": seat.called}
        raise Refusal(_("%(name)s had %(n)s letters about this 1-2-1 since yesterday. Change it tomorrow.") % said)


def _send(*, subject: str, **values: Any) -> Letter:
    return Letter.objects.create(subject=" ".join(subject.split())[:200], **values)


def _letters(one: OneToOne, rest: str = "") -> "QuerySet[Letter]":
    return Letter.objects.filter(key__startswith=_key(one, rest))


def _key(one: Meeting, rest: str) -> str:
    return f"1-2-1:{one.uid}:{rest}"


def _address(seat: Seat) -> str:
    if seat.user is not None:
        return seat.user.email if seat.user.is_active else ""
    return seat.mail


def _partner(one: OneToOne, seat: Seat) -> Seat:
    return next(other for other in one.seats.all() if other.pk != seat.pk)


def _subject(one: OneToOne, seat: Seat) -> str:
    name = _partner(one, seat).called
    if one.starts_at is None:
        return _("1-2-1 with %(name)s") % {"name": name}
    local = one.starts_at.astimezone(seat.user.tzinfo if seat.user else one.tzinfo)
    when = date_format(local, "l, F j, G:i")
    return _("1-2-1 with %(name)s: %(when)s") % {"name": name, "when": when}


def _headers(one: OneToOne, seat: Seat) -> dict[str, str]:
    """Somebody without account answers to whoever invites; a fellow answers on the page."""
    inviting = _partner(one, seat).user
    if seat.user is not None or inviting is None:
        return {}
    return {"Reply-To": sanitize_address((inviting.name, inviting.email), "utf-8")}


def invited(one: OneToOne, seat: Seat, off_at: dt.datetime | None = None) -> Appointment:
    """The copy of one seat. The house organizes between members, so that no address is given away."""
    partner, link = _partner(one, seat), house_url() + one.get_absolute_url() if seat.user else ""
    organizer = Address(partner.called, _house_address())
    if seat.user is None and partner.user is not None:
        organizer = Address(partner.called, partner.user.email)
    said = "\n\n".join(part for part in (one.agenda, link) if part)
    attendee = Address(seat.called, _address(seat))
    entry = _entry(one, partner.called, off_at)
    return replace(entry, location=one.place, url=link, description=said, organizer=organizer, attendee=attendee)


def _entry(one: OneToOne, name: str, off_at: dt.datetime | None) -> Appointment:
    return Appointment(
        uid=one.calendar_uid, starts_at=off_at or one.starts_at or one.created_at, minutes=one.minutes,
        zone=one.zone, summary=_("1-2-1 with %(name)s") % {"name": name}, changed_at=timezone.now(),
        sequence=one.sequence, is_off=off_at is not None,
    )  # fmt: skip


def _house_address() -> str:
    return sanitize_address(settings.DEFAULT_FROM_EMAIL, "utf-8").rpartition("<")[2].rstrip(">")
