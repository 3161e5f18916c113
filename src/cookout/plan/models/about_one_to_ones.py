"""What Today says about 1-2-1s and time to think: when, where, why now."""

import datetime as dt
from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cookout.core.models import User
from cookout.one_to_ones.models import OneToOne, ThinkingSlot
from cookout.one_to_ones.models.kinds import Where
from cookout.one_to_ones.rules import WEEKS
from cookout.plan.models.words import Words, opener
from cookout.ties.models import Fact, Tie, Touch


def of_coming(one: OneToOne, user: User, today: dt.date, *, met: Sequence[dt.date]) -> Words:
    """One that is planned."""
    said = {"name": one.other(user).called, "time": _clock(one.starts_at, user)}
    tomorrow = one.starts_at is not None and one.starts_at.astimezone(user.tzinfo).date() > today
    what = _("%(name)s, tomorrow at %(time)s") if tomorrow else _("%(name)s, today at %(time)s")
    where = one.place or str(Where(one.where).label).capitalize()
    return Words(what % said, f"{where.rstrip('.')}. {_before(met)}")


def of_offer(one: OneToOne, user: User, now: dt.datetime) -> Words:
    """One that the other proposes."""
    times = [time.starts_at for time in one.times.all() if time.starts_at > now and time.seat.user_id != user.pk]
    first = date_format(times[0].astimezone(user.tzinfo), "l, F j, G:i")
    many = len(times) - 1
    more = ngettext("or one other time", "or %(many)s other times", many) % {"many": many}
    what = _("%(name)s proposes a 1-2-1") % {"name": one.other(user).called}
    return Words(what, f"{first}, {more}." if many else f"{first}.")


def of_past(one: OneToOne, user: User, *, unsaid: bool) -> Words:
    """One that is over: did it take place, how was it?"""
    name, day = one.other(user).called, _day(one.starts_at, user)
    if unsaid and one.took_place:
        return Words(_("Did you meet %(name)s?") % {"name": name}, _("They say you met on %(day)s.") % {"day": day})
    if unsaid:
        return Words(_("Did you meet %(name)s?") % {"name": name}, _("It was planned for %(day)s.") % {"day": day})
    why = _("You met on %(day)s. What you promised is fresh now.") % {"day": day}
    return Words(_("Wrap up with %(name)s") % {"name": name}, why)


def of_thinking(slot: ThinkingSlot, user: User, today: dt.date) -> Words:
    """Twenty minutes to think."""
    said = {
        "minutes": slot.minutes, "from": _clock(slot.starts_at, user), "to": _clock(slot.ends_at, user),
        "day": _day(slot.starts_at, user),
    }  # fmt: skip
    what = _("Whom do you know for %(name)s?") % {"name": slot.first_name}
    if slot.starts_at.astimezone(user.tzinfo).date() < today:
        return Words(what, _("%(minutes)s minutes, from %(day)s. Today is as good.") % said)
    return Words(what, _("%(minutes)s minutes, %(from)s to %(to)s.") % said)


def of_going_on(tie: Tie, number: int, *, fact: Fact | None, touch: Touch | None) -> Words:
    """A new pair, in one of its first six weeks."""
    said = {"name": tie.person.first_name, "n": number, "of": WEEKS}
    what = _("%(name)s: week %(n)s of %(of)s") % said
    return Words(
        what, _("What becomes of two people settles in the weeks after their first 1-2-1."), opener(fact, touch)
    )


def _before(met: Sequence[dt.date]) -> str:
    if not met:
        return _("Your first 1-2-1.")
    last = date_format(met[-1], "F Y")
    return ngettext("You met once, in %(last)s.", "You met %(many)s times, last in %(last)s.", len(met)) % {
        "many": len(met), "last": last,
    }  # fmt: skip


def _clock(at: dt.datetime | None, user: User) -> str:
    return date_format(at.astimezone(user.tzinfo), "G:i") if at else ""


def _day(at: dt.datetime | None, user: User) -> str:
    return date_format(at.astimezone(user.tzinfo), "F j") if at else ""
