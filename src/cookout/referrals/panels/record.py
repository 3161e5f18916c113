"""The way to my record from the menu of a person."""

from cookout.core import slots
from cookout.core.models import User
from cookout.core.slots import Panel
from cookout.people.models import Person


def show_in_menu(user: User, person: Person) -> Panel | None:
    """Show somebody how I treat referrals."""
    if person.account_id == user.pk:
        return None
    return Panel("record", "referrals/_record_in_menu.html", {"person": person})


def register() -> None:
    """Fill the slot."""
    slots.register("person.menu", show_in_menu, order=40)
