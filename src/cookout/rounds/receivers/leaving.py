"""What one takes along, and what goes with an account: when one could meet, and every wish."""

import datetime as dt
from typing import Any

from django.db.models import Q
from django.utils import timezone

from cookout.core import exports, work
from cookout.core.models import Act, User
from cookout.core.signals import account_erasing, act_undone
from cookout.groups.models import Membership
from cookout.rounds.models import Availability, DoNotPair
from cookout.rounds.models.export import EVERYTHING

KEPT = dt.timedelta(days=30)
"""As long as an undo is possible."""


def forget_what_was_said(sender: type[User], user: User, **kwargs: Any) -> None:
    """Nothing of it is of use to anybody else; wishes about who is gone are about nobody."""
    Availability.objects.filter(membership__user=user).delete()
    DoNotPair.objects.filter(Q(owner=user) | Q(membership__user=user)).delete()


def forget_of_a_seat_given_back(sender: type[Act], act: Act, rows: tuple[tuple[str, int], ...], **kwargs: Any) -> None:
    """Who was somebody's member here and takes that back leaves nothing for those who lead to read."""
    seats = [pk for model, pk in rows if model == Membership._meta.label_lower]
    Availability.objects.filter(membership__in=seats, membership__user=None, said_by=act.by).delete()


def forget_what_is_over() -> None:
    """Weeks that are past, and what was said by members who have left."""
    day = timezone.localdate() - KEPT
    Availability.objects.filter(Q(week_on__lt=day) | Q(membership__left_on__lt=day)).delete()


def connect() -> None:
    """Listen, and let old weeks be forgotten."""
    for name, rows in EVERYTHING.items():
        exports.register(name, rows)
    work.register_chore("rounds.forget_what_is_over", forget_what_is_over, every=dt.timedelta(days=1))
    act_undone.connect(forget_of_a_seat_given_back, dispatch_uid="rounds.forget_of_a_seat_given_back")
    account_erasing.connect(forget_what_was_said, dispatch_uid="rounds.forget_what_was_said")
