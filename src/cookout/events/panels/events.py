"""What events show on pages of lower rooms: the list of them, reached from People."""

from cookout.core import slots
from cookout.core.models import User
from cookout.core.slots import Panel
from cookout.people.models import Book


def people_head(user: User, book: Book) -> Panel:
    """The way to where I meet people."""
    return Panel("events", "events/_people_head.html")


def register() -> None:
    """Fill the slot."""
    slots.register("people.head", people_head, order=10)
