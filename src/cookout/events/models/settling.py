"""Making one of two: all that was kept of the person I caught goes to the known one."""

from typing import Any

from cookout.core.models import Act, User
from cookout.events.models.capturing import Described
from cookout.people.models import Detail, Moving, Person
from cookout.ties.models import Circle, Tie
from cookout.ties.rules import SEATED

OWN = frozenset({"people.detail", "people.profileentry", "ties.tie", "events.likeness"})
"""What a person says of itself: it is copied where the known one lacks it, and stays for Undo. What is asked about
them is asked on by the question itself."""

FILLED = ("how_met", "met_on", "client_since", "wished_days", "longest_days")


def move_to(known: Person, caught: Tie, *, by: User, act: Act) -> None:
    """Move all of it, in whatever room it is kept; the person I caught leaves the book."""
    tie = Tie.objects.between(by, known)
    tie.begin(by, act.verb)
    for row in caught.encounters.filter(brought=True):
        act.update(row, brought=False)
    moving = Moving(act)
    moving.hand_over(caught, tie)
    moving.hand_over(caught.person, known, without=OWN)
    details = [(one.kind, one.label, one.value) for one in caught.person.details.applied()]
    add_details(tie, Described(caught.person.full_name, tuple(details)), by=by, act=act)
    _fill(known, caught.person, ("classification", "photo", "account_person"), by, act)
    act.update(tie, **{name: getattr(caught, name) for name in FILLED if not getattr(tie, name)}, **_place(tie, caught))
    act.remove(caught.person)
    tie.refresh()
    caught.refresh()


def add_details(tie: Tie, caught: Described, *, by: User, act: Act) -> None:
    """What is known of them goes to the person where the book is mine, else to a note that I alone read."""
    person, new = tie.person, caught.adds_to(tie.person)
    if person.keeper_id != by.pk:
        said = "\n".join([*(value for _kind, _label, value in new), *filter(None, [caught.left])])
        if said:
            tie.write(said, by=by)
        return
    many = person.details.count()
    for place, (kind, label, value) in enumerate(new, start=many):
        act.create(Detail.made(person, kind, value, label=label, position=place))
    if new:
        person.refresh_words()
    if caught.left:
        tie.write(caught.left, by=by)


def _fill(known: Person, caught: Person, names: tuple[str, ...], by: User, act: Act) -> None:
    if known.keeper_id == by.pk:
        act.update(known, **{name: getattr(caught, name) for name in names if not getattr(known, name)})


def _place(tie: Tie, caught: Tie) -> dict[str, Any]:
    """Where the known one sits and by when I decide: a decision stands, and whoever waited waits on."""
    if tie.circle in SEATED:
        return {}
    waits = {"sort_on": caught.sort_on, "waits_since": caught.waits_since}
    place = {"circle": caught.circle, "circle_since": caught.circle_since}
    if caught.circle in SEATED:
        return {**place, **waits}
    if tie.sort_on is not None:
        return {}
    return {**place, **waits} if (tie.circle, caught.circle) == (Circle.UNSORTED, Circle.LET_GO) else waits
