"""What the ground floor announces."""

from django.dispatch import Signal

act_undone = Signal()
"""An act was undone (sender `Act`; `act`, `rows`: tuple of (model label, pk)): derived figures are computed anew."""

account_opened = Signal()
"""An account was made (sender `User`; `user`)."""
