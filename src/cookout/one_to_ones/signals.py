"""What happened to a 1-2-1, said inside the transaction of the act; receivers write rows and nothing else."""

from django.dispatch import Signal

proposed = Signal()
"""Times were offered to the other seat; `one_to_one`, `by`, `planned_at` (a time that is given up, or None)."""

planned = Signal()
"""A time is agreed, was noted by one alone, or what calendars show of it has changed; `one_to_one`, `by`."""

called_off = Signal()
"""Declined or cancelled; `one_to_one`, `by`, `planned_at` (the time that stood, or None)."""

held = Signal()
"""One seat says that it took place; `one_to_one`, `seat`, `planned_at` (the time that stood before, or None)."""

no_show = Signal()
"""Somebody waited; `one_to_one`, `by`."""
