"""The rhythm: after one 1-2-1 the next comes by itself, because both agreed to it once."""

import datetime as dt
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cookout.core.models import Act, User, one_act
from cookout.one_to_ones import rules, signals
from cookout.one_to_ones.models.kinds import State
from cookout.one_to_ones.models.meeting import Meeting
from cookout.one_to_ones.models.one_to_one import OneToOne
from cookout.one_to_ones.models.seat import ProposedTime, Seat, Step

INSTEAD = 3
"""So many other times are proposed where the time of the rhythm is taken."""


@transaction.atomic
def go_on(one: OneToOne, *, by: User, planned_at: dt.datetime | None = None) -> OneToOne | None:
    """Make the next one, at the same hour on the wall, so many weeks after the time that stood. Twice is once.

    It is planned where both have agreed to the rhythm and are free; else it is proposed, and says so. A rhythm that
    only one wished for is proposed in the name of who wished for it.
    """
    # Locking keeps two quick hands from making two of the next.
    one = OneToOne.objects.select_for_update().get(pk=one.pk)
    start = planned_at or one.starts_at
    if one.every_weeks is None or start is None or one.deleted_at is not None or one.follower is not None:
        return None
    if not _everybody_is_there(one) or _goes_too_fast(one):
        return None
    if not one.rhythm_agreed:
        by = _wishes(one) or by
    at = rules.next_in_rhythm(start, one.every_weeks, one.zone, now=timezone.now())
    with one_act(by=by, verb="one_to_one.go_on", about=str(one)) as act:
        following = _copied(one, by, act)
        if following.is_shared and not (one.rhythm_agreed and _is_free(following, at)):
            _propose(following, by, act, at)
        else:
            following.take_step(act, by, Step.Kind.GONE_ON)
            agreed_at = at if following.is_shared else None
            act.update(following, state=State.PLANNED, starts_at=at, agreed_at=agreed_at)
            signals.planned.send(sender=OneToOne, one_to_one=following, by=by)
    return following


def go_on_with_all() -> int:
    """Make the next of every rhythm whose time has passed; done by the worker, so that nobody has to look."""
    passed = OneToOne.objects.in_rhythm().filter(starts_at__lt=timezone.now()).exclude(state=State.PROPOSED)
    made = 0
    for one in passed.with_seats():
        by = next((seat.user for seat in one.seats.all() if seat.user is not None and seat.user.is_active), None)
        if by is not None:
            made += go_on(one, by=by) is not None
    return made


def _everybody_is_there(one: OneToOne) -> bool:
    """Whether nobody who had an account when it was made has left since."""
    return all(seat.user is None or seat.user.is_active for seat in one.seats.all()) and all(
        seat.name for seat in one.seats.all()
    )


def _wishes(one: OneToOne) -> User | None:
    """Who said how often last."""
    said = one.steps.filter(kind__in=[Step.Kind.PROPOSED, Step.Kind.NOTED, Step.Kind.RHYTHM, Step.Kind.GONE_ON])
    step = said.select_related("seat__user").last()
    return step.seat.user if step is not None else None


def _goes_too_fast(one: OneToOne) -> bool:
    """Whether so many came after one another today that somebody only calls them off; tomorrow the worker goes on."""
    latest: Meeting | None = one
    for _turn in range(rules.MOST_IN_A_ROW):
        latest = latest.follows if latest is not None and latest.created_at > timezone.now() - rules.DAY else None
    return latest is not None


def _copied(one: OneToOne, by: User, act: Act) -> OneToOne:
    same = ("made_by", "focus", "zone", "minutes", "where", "place", "agenda", "every_weeks", "rhythm_agreed")
    following = OneToOne(follows=one, **{name: getattr(one, name) for name in same})
    act.create(following)
    for seat in one.seats.all():
        kept = {name: getattr(seat, name) for name in ("place", "user", "name", "knows", "mail")}
        act.create(Seat(one_to_one=following, **kept))
    return following


def _propose(following: OneToOne, by: User, act: Act, at: dt.datetime) -> None:
    """Offer the time of the rhythm where it is free, else the same hour on the days after it."""
    taken = not _is_free(following, at)
    following.take_step(act, by, Step.Kind.GONE_ON, _("The time of your rhythm is taken.") if taken else "")
    others = [time for time in _days_after(following, at) if _is_free(following, time)][:INSTEAD] if taken else []
    for time in others or [at]:
        despite = taken and not others
        act.create(ProposedTime(one_to_one=following, seat=following.seat(by), starts_at=time, despite=despite))
    signals.proposed.send(sender=OneToOne, one_to_one=following, by=by, planned_at=None)


def _days_after(one: OneToOne, at: dt.datetime) -> Iterator[dt.datetime]:
    wall = at.astimezone(one.tzinfo).replace(tzinfo=None)
    days = (wall + dt.timedelta(days=more) for more in range(1, 8))
    return (rules.on_the_wall(day, one.zone) for day in days if day.weekday() < 5)


def _is_free(one: OneToOne, at: dt.datetime) -> bool:
    seated = [seat.user for seat in one.seats.all() if seat.user is not None]
    return not any(OneToOne.objects.colliding(user, at, one.minutes, without=one.pk) for user in seated)
