"""What the room `ties` announces, inside the transaction of the verb; receivers write rows and nothing else."""

from django.dispatch import Signal

promise_kept = Signal()
"""A promise was kept (sender `Promise`; `promise`, `by`, `act`): what follows goes through the act, so that an undo
takes it back too."""

promise_let_go = Signal()
"""A promise was let go on purpose (sender `Promise`; `promise`, `by`, `act`)."""
