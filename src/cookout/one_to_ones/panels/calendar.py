"""A 1-2-1 on the pages of a calendar that comes in: mark an event of two as one, or go to the one that it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from cookout.core import slots
from cookout.core.models import User
from cookout.core.slots import Panel
from cookout.events.models import Meeting
from cookout.groups.models import fellow_people
from cookout.one_to_ones import rules
from cookout.one_to_ones.models import ONE_TO_ONE, OneToOne, known_among


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of all events of a page, fetched at once."""

    known: Mapping[UUID, OneToOne]
    planned: list[OneToOne]
    fellows: frozenset[int]


def meeting(user: User, noun: Meeting) -> Panel:
    """The box that marks it, the button that makes it one, or the way to it."""
    around = _around(user, noun)
    person = noun.person
    data = {
        "meeting": noun,
        "word": ONE_TO_ONE,
        "one": around.known.get(noun.row),
        "must_propose": noun.is_ahead and (person.account_person_id or person.pk) in around.fellows,
        "collides": [one.other(user).called for one in around.planned if noun.is_ahead and _overlaps(one, noun)],
    }
    return Panel("one_to_one", "one_to_ones/_meeting.html", data)


def _overlaps(one: OneToOne, noun: Meeting) -> bool:
    return one.starts_at is not None and rules.overlap(noun.starts_at, noun.minutes, one.starts_at, one.minutes)


def _around(user: User, noun: Meeting) -> Around:
    """Once for the whole page."""
    if "one_to_ones" not in noun.around:
        meetings = noun.around["meetings"]
        ahead = any(one.is_ahead for one in meetings)
        planned = list(OneToOne.objects.visible_to(user).planned().with_seats()) if ahead else []
        fellows = frozenset(fellow_people(user).values_list("pk", flat=True)) if ahead else frozenset[int]()
        noun.around["one_to_ones"] = Around(known_among(meetings, user), planned, fellows)
    found: Around = noun.around["one_to_ones"]
    return found


def register() -> None:
    """Fill the slot."""
    slots.register("events.meeting", meeting)
