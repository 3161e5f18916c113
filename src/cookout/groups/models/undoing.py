"""Who may take back what in a group: an undo is a change like any other, and asks who leads today."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from cookout.core.models import User

# Rows of `belonging`, which imports this file: naming their classes here would close a circle.
Seat = Any
Term = Any

MY_OWN = {"left_on", "user_id", "is_ranked"}
"""What a member decides alone: to leave, to be the one who was here without an account, to be named or not."""


def lets_seat_return(member: Seat, before: Mapping[str, Any] | None, *, by: User) -> bool:
    """By who leads, or the member's own leaving; and only where the seat is still free."""
    if not member.group.is_led_by(by) and not _is_own(member, before, by):
        return False
    wanted = dict(before or {"left_on": timezone.localdate()})
    if wanted.get("left_on", member.left_on) is not None:
        return True
    trade = wanted.get("classification_id", member.classification_id)
    return member.group.holder_of(trade, besides=member) is None


def lets_term_return(office: Term, before: Mapping[str, Any] | None, *, by: User) -> bool:
    """By who leads; one's own term that one ended just today, while nobody followed."""
    member = office.membership
    holder = member.user_id if member is not None else office.user_id
    leads = member.group.is_led_by(by) if member is not None else by.is_host
    if leads:
        return True
    ended_today = before is not None and set(before) == {"ends_on"} and office.ends_on == timezone.localdate()
    return holder == by.pk and ended_today and not _is_followed(office)


def _is_followed(office: Term) -> bool:
    """Whether somebody else holds the same office by now."""
    held = type(office).objects.current().exclude(pk=office.pk)
    if office.membership is None:
        return bool(held.filter(region=office.region_id).exists())
    return bool(held.filter(membership__group=office.membership.group_id, role=office.role).exists())


def _is_own(member: Seat, before: Mapping[str, Any] | None, by: User) -> bool:
    """My own seat, about which nobody has decided since: who came again and was sent away stays away."""
    if member.user_id != by.pk or not set(before or ()) <= MY_OWN:
        return False
    return not type(member).objects.filter(group=member.group, user=by, pk__gt=member.pk).exists()
