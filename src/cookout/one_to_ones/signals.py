"""What happened to a 1-2-1, said inside the transaction of the act; receivers write rows and nothing else."""

from django.dispatch import Signal

proposed = Signal()
"""Times were offered to the other seat; `one_to_one`, `by`, `was_planned` (a time that stood is given up)."""

planned = Signal()
"""A time is agreed, was noted by one alone, or what calendars show of it has changed; `one_to_one`, `by`."""

called_off = Signal()
"""Declined or cancelled; `one_to_one`, `by`, `was_planned`."""

held = Signal()
"""One seat says that it took place; `one_to_one`, `seat`, `planned_at` (the time that stood before, or None)."""

no_show = Signal()
"""Somebody waited; `one_to_one`, `by`."""
