"""What calendars show on pages of lower rooms."""

from cookout.core import slots
from cookout.core.models import User
from cookout.core.slots import Panel


def bring_a_calendar(user: User, noun: object) -> Panel:
    """The way to calendars, from where address books come in."""
    return Panel("calendars", "events/_bring.html")


def register() -> None:
    """Fill the slots."""
    slots.register("people.bring", bring_a_calendar)
