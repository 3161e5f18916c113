"""What the room `people` announces."""

from django.dispatch import Signal

people_added = Signal()
"""People came into a book (sender `Person`; `keeper`, `person_ids`): by hand or by a batch of an import."""

trade_changed = Signal()
"""An account changed its own classification (sender `Person`; `user`): what follows from a crowded trade follows
anew."""

people_in_use = Signal()
"""An import is about to be taken back (sender `Person`; `keeper`): receivers answer with the ids of those of the
keeper's people on whom something of the keeper's own hangs. They stay."""
