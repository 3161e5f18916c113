"""What the timeline of a tie tells about referrals."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from cookout.core.models import User
from cookout.referrals.models.kinds import Role, State
from cookout.referrals.models.referral import Referral
from cookout.referrals.models.sets import known_as
from cookout.ties.models import Moment, Tie

GIVEN, TAKEN, CLOSED = "arrow-up-right", "arrow-down-left", "circle-check"


def moments_of(tie: Tie) -> Iterator[Moment]:
    """That it was given, and how it ended; a mere name is no moment yet."""
    roles: dict[int, set[str]] = {}
    for referral, role in known_as(tie.owner, tie.person).values_list("party__referral", "party__role"):
        roles.setdefault(referral, set()).add(role)
    shown = Referral.objects.visible_to(tie.owner).filter(pk__in=roles).exclude(state__in=[State.NAME, State.WITHDRAWN])
    for one in shown.with_parties():
        yield _given(one, tie, roles[one.pk])
        if one.decided_at is not None:
            on = _day(one.decided_at, tie.owner)
            title = _("Closed: %(how)s.") % {"how": one.get_state_display()}
            yield Moment(on, CLOSED, title, one.prospect.called, one.get_absolute_url())


def _given(one: Referral, tie: Tie, roles: set[str]) -> Moment:
    names = {"name": tie.person.first_name, "prospect": one.prospect.called, "other": one.other(tie.owner).called}
    by_me = one.role_of(tie.owner) == Role.REFERRER
    if {Role.REFERRER, Role.PROSPECT} <= roles:
        title = _("%(name)s came to you.")
    elif Role.REFERRER in roles:
        title = _("%(name)s referred %(prospect)s.")
    elif Role.PROVIDER in roles:
        title = _("You referred %(prospect)s.")
    else:
        title = _("You referred %(name)s to %(other)s.") if by_me else _("%(other)s referred %(name)s to you.")
    icon, way = (GIVEN, "out") if by_me else (TAKEN, "in")
    return Moment(one.given_on, icon, title % names, one.note, one.get_absolute_url(), way)


def _day(at: dt.datetime, user: User) -> dt.date:
    return at.astimezone(user.tzinfo).date()
