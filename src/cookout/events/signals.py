"""What the room `events` announces, inside the transaction of the act."""

from django.dispatch import Signal

calendar_applied = Signal()
"""A calendar was brought in (sender `CalendarImport`; `run`, `by`, `meetings`): events of two that were marked as
something more; `Meeting.also` says what, in the word of the room that offered it."""

contacts_in_use = Signal()
"""A calendar is being taken back (sender `CalendarImport`; `keeper`): receivers answer with the ids (uid) of contacts
on which something of theirs stands by now. They stay."""
