"""What follows when a calendar comes in or is taken back."""

import uuid
from collections.abc import Collection
from typing import Any

from cookout.core.models import User
from cookout.events.models import CalendarImport, Meeting
from cookout.events.signals import calendar_applied, calendar_taken_back
from cookout.one_to_ones.models import mark_as_met, take_back


def hold_what_was_marked(sender: type[CalendarImport], meetings: Collection[Meeting], by: User, **kwargs: Any) -> None:
    """Events of two that were marked become 1-2-1s."""
    mark_as_met(meetings, by=by)


def let_go_of_what_came(
    sender: type[CalendarImport], contacts: Collection[uuid.UUID], by: User, **kwargs: Any
) -> set[uuid.UUID]:
    """They go with the calendar, except where something was done with them since."""
    return take_back(contacts, by=by)


def connect() -> None:
    """Listen."""
    calendar_applied.connect(hold_what_was_marked, dispatch_uid="one_to_ones.hold_what_was_marked")
    calendar_taken_back.connect(let_go_of_what_came, dispatch_uid="one_to_ones.let_go_of_what_came")
