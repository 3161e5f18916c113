"""What members see of rounds on other pages: on somebody's page in which week the two meet."""

from cookout.core import slots
from cookout.core.models import User
from cookout.core.slots import Panel
from cookout.people.models import Person
from cookout.rounds.models.seen import is_found, seen, to_meet


def you_meet(user: User, person: Person) -> Panel | None:
    """The weeks in which the plan has me meet this person; what has become a 1-2-1 stands there as one."""
    account = person.account_id or (person.account_person.account_id if person.account_person else None)
    if account is None or account == user.pk:
        return None
    rows = to_meet(user)
    mine = rows.filter(first__user=account) | rows.filter(second__user=account)
    pairs = [one for one in seen(user, mine) if not is_found(one.row)]
    return Panel("you_meet", "rounds/_you_meet.html", {"pairs": pairs}) if pairs else None


def register() -> None:
    """Fill the slots."""
    slots.register("person.aside", you_meet, order=4)
