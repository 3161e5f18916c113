"""What happened to a round, said inside the transaction of the act; receivers write rows and nothing else."""

from django.dispatch import Signal

round_announced = Signal()
"""The members learn of it (sender `Round`; `round`, `by`, `act`)."""

round_called_off = Signal()
"""The members need not meet by it any more (sender `Round`; `round`, `by`, `act`)."""

pairing_changed = Signal()
"""A plan that members know was changed (sender `Round`; `round`, `by`, `act`, `ended` and `begun`: pairings)."""

pairing_declined = Signal()
"""One of two said no (sender `Pairing`; `pairing`, `seat`: who said it, `by`, `act`): the plan is repaired."""

pairing_moved = Signal()
"""Two meet in another week (sender `Pairing`; `pairing`, `ended`, `seat`, `by`, `act`); who cannot have it refuses."""
