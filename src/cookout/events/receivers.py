"""What the room `events` does when others announce something."""

from typing import Any

from django.utils import timezone

from cookout.core import exports, search, work
from cookout.core.models import Act, User
from cookout.core.signals import act_undoing, act_undone
from cookout.events.models import CalendarImport, Encounter, Likeness, searched
from cookout.events.models.encounter_page import cards_to_keep, encounters_to_keep, met_moments
from cookout.events.models.event_page import events_to_keep
from cookout.events.models.undoing import refuse_half_undo, wait_again
from cookout.people.models import Person
from cookout.people.signals import people_merged
from cookout.ties.models import Tie, register_moments


def hide_what_was_brought(sender: type[Act], act: Act, rows: tuple[tuple[str, int], ...], **kwargs: Any) -> None:
    """A calendar whose act was undone takes its contacts with it."""
    runs = [pk for label, pk in rows if label == "events.calendarimport"]
    for run in CalendarImport.objects.filter(pk__in=runs):
        run.follow_undo()


def keep_whom_i_met(sender: type[Act], act: Act, **kwargs: Any) -> None:
    """An undo loses nobody whom another encounter says that I met."""
    refuse_half_undo(act)


def decide_on_whom_i_met(sender: type[Act], act: Act, **kwargs: Any) -> None:
    """Nobody I met stops waiting because something else was undone."""
    wait_again(act)


def settle_with_people(sender: type[Person], kept: Person, gone: Person, by: User, moving: Any, **kwargs: Any) -> None:
    """Two made one by hand: whether they are one is no question any more, and nobody was brought by one encounter
    alone, so that none takes both along when it is taken away."""
    ties = Tie.objects.filter(owner=by, person=kept, deleted_at=None)
    for row in Likeness.objects.open().filter(encounter__tie__in=ties, person=kept):
        moving.change(row, answered_at=timezone.now())
    for met in Encounter.objects.filter(tie__in=ties, brought=True):
        moving.change(met, brought=False)


def connect() -> None:
    """Listen, and hand the worker what the room has for it."""
    work.register(CalendarImport)
    people_merged.connect(settle_with_people, dispatch_uid="events.settle_with_people")
    act_undone.connect(hide_what_was_brought, dispatch_uid="events.hide_what_was_brought")
    act_undone.connect(decide_on_whom_i_met, dispatch_uid="events.decide_on_whom_i_met")
    act_undoing.connect(keep_whom_i_met, dispatch_uid="events.keep_whom_i_met")
    search.register("events", searched.find_events, room="events")
    search.register("meetings", searched.find_meetings, room="events")
    search.register("whom_i_met", searched.find_encounters, room="events", place=search.OWN_WORDS)
    exports.register("events", events_to_keep)
    exports.register("encounters", encounters_to_keep, cards_to_keep)
    register_moments(met_moments)
