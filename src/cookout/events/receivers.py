"""What the room `events` does when others announce something."""

from typing import Any

from cookout.core import work
from cookout.core.models import Act
from cookout.core.signals import act_undone
from cookout.events.models import CalendarImport


def hide_what_was_brought(sender: type[Act], act: Act, rows: tuple[tuple[str, int], ...], **kwargs: Any) -> None:
    """A calendar whose act was undone takes its contacts with it."""
    runs = [pk for label, pk in rows if label == "events.calendarimport"]
    for run in CalendarImport.objects.filter(pk__in=runs):
        run.follow_undo()


def connect() -> None:
    """Listen, and hand the worker what the room has for it."""
    work.register(CalendarImport)
    act_undone.connect(hide_what_was_brought, dispatch_uid="events.hide_what_was_brought")
