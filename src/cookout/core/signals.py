"""What the ground floor announces."""

from django.dispatch import Signal

act_undoing = Signal()
"""An act is about to be undone (sender `Act`; `act`): who shares what it changed may refuse, and nothing is undone."""

act_undone = Signal()
"""An act was undone (sender `Act`; `act`, `rows`: tuple of (model label, pk)): derived figures are computed anew."""

letter_failed = Signal()
"""A letter will never be sent (sender `Letter`; `letter`, its `failure` says why): its writer finds another way."""

account_opened = Signal()
"""An account was made (sender `User`; `user`)."""

account_closing = Signal()
"""An account is being closed (sender `User`; `user`, `act`): rooms give up its places through the act."""

account_erasing = Signal()
"""An account is about to be erased for good (sender `User`; `user`): rooms turn what must stay into tombstones."""
