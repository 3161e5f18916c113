"""Everything of mine about 1-2-1s, as plain rows to take along; of the other seat what both of us read."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cookout.core.models import User
from cookout.one_to_ones.models.feed import CalendarFeed
from cookout.one_to_ones.models.follow_through import FollowThrough
from cookout.one_to_ones.models.one_to_one import OneToOne
from cookout.one_to_ones.models.thinking import ThinkingSlot
from cookout.one_to_ones.models.wrap_up import WrapUp

Rows = Iterator[dict[str, Any]]

SHARED = (
    "uid", "created_at", "state", "starts_at", "zone", "minutes", "held_on", "where", "place", "agenda", "every_weeks",
)  # fmt: skip


def one_to_ones(user: User) -> Rows:
    """Every 1-2-1 in which one has a seat, with its steps."""
    mine = OneToOne.objects.visible_to(user).with_seats().prefetch_related("steps__seat").order_by("pk")
    for one in mine.iterator(chunk_size=500):
        seat, other = one.seat(user), one.other(user)
        yield {
            **{name: getattr(one, name) for name in SHARED},
            "about": one.about(user),
            "with": other.called,
            "person": seat.knows.uid if seat.knows else None,
            "i_say": seat.says_at,
            "they_say": other.says_at,
            "times": [time.starts_at for time in one.times.all()],
            "steps": [
                {"by": step.seat.called, "kind": step.kind, "note": step.note, "at": step.at}
                for step in one.steps.all()
            ],
        }


def wrap_ups(user: User) -> Rows:
    """How each went."""
    for row in WrapUp.objects.visible_to(user).select_related("one_to_one").order_by("pk").iterator():
        yield {"one_to_one": row.one_to_one.uid, "uid": row.uid, "line": row.line, "done_at": row.done_at}


def thinking_slots(user: User) -> Rows:
    """Every thinking slot."""
    for row in ThinkingSlot.objects.visible_to(user).order_by("pk").iterator():
        yield {name: getattr(row, name) for name in ("uid", "name", "starts_at", "zone", "minutes", "done_at")}


def follow_throughs(user: User) -> Rows:
    """After which first 1-2-1s I ended the six weeks."""
    for row in FollowThrough.objects.visible_to(user).select_related("one_to_one").order_by("pk"):
        yield {"uid": row.uid, "one_to_one": row.one_to_one.uid, "ended_at": row.created_at}


def calendar_feeds(user: User) -> Rows:
    """Addresses of my calendar; not the secret, which opens it to whoever reads this file."""
    for row in CalendarFeed.objects.visible_to(user).order_by("pk"):
        yield {name: getattr(row, name) for name in ("uid", "name", "created_at", "expires_at", "revoked_at")}


EVERYTHING: Mapping[str, Callable[[User], Rows]] = {
    "one_to_ones": one_to_ones,
    "wrap_ups": wrap_ups,
    "thinking_slots": thinking_slots,
    "follow_throughs": follow_throughs,
    "calendar_feeds": calendar_feeds,
}
"""What becomes a file of the archive, by its name."""
