"""What happened to a 1-2-1, said inside the transaction of the act; receivers write rows and nothing else."""

from django.dispatch import Signal

proposed = Signal()
"""Times were offered to the other seat; `one_to_one`, `by`, `moved` (there had been a time before)."""

planned = Signal()
"""A time is agreed, or was noted by one alone; `one_to_one`, `by`."""

called_off = Signal()
"""Declined or cancelled; `one_to_one`, `by`, `was_planned`."""

held = Signal()
"""One seat says that it took place; `one_to_one`, `seat`."""

no_show = Signal()
"""Somebody waited; `one_to_one`, `by`."""
