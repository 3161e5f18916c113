"""What the room `events` shows on pages of lower rooms."""

from cookout.events.panels import calendars, encounters, evening, events, meetings


def register() -> None:
    """Fill the slots."""
    calendars.register()
    encounters.register()
    evening.register()
    events.register()
    meetings.register()
