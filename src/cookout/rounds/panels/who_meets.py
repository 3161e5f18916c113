"""On a group's page: who meets whom; for who leads the way to the next round; among its pages the list of rounds."""

from cookout.core import slots
from cookout.core.models import User
from cookout.core.slots import Panel
from cookout.groups.models import Group
from cookout.rounds.models.mending import Mending
from cookout.rounds.models.who_meets import RoundsNow, WhoMeets


def who_meets(user: User, group: Group) -> Panel | None:
    """The round of these weeks; for members without one nothing, for who leads a button."""
    if not group.is_visible_to(user):
        return None
    now, leads = RoundsNow.of(group, user), group.is_led_by(user)
    if now.announced is None and not leads:
        return None
    shown = WhoMeets.of(now.announced, user) if now.announced else None
    mending = Mending.of(shown) if shown else None
    data = {"group": group, "now": now, "shown": shown, "leads": leads, "mending": mending, "round": now.announced}
    return Panel("who_meets", "rounds/_who_meets.html", data)


def way_to_rounds(user: User, group: Group) -> Panel:
    """Among the pages of a group."""
    return Panel("rounds", "rounds/_place.html", {"group": group})


def register() -> None:
    """Fill the slots."""
    slots.register("group.main", who_meets, order=20)
    slots.register("group.places", way_to_rounds, order=40)
