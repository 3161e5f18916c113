"""What the room `events` announces, inside the transaction of the act."""

from django.dispatch import Signal

calendar_applied = Signal()
"""A calendar was brought in (sender `CalendarImport`; `run`, `by`, `meetings`): events of two that were marked as
something more. `Meeting.also` says what, in the word of the room that offered it. Acts begun here are their own."""

calendar_taken_back = Signal()
"""A calendar is being taken back (sender `CalendarImport`; `run`, `by`, `contacts`: the ids of what it made): receivers
take back what they had made of it, and answer with the ids of contacts on which something of theirs stands still."""
