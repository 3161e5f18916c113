"""What the room `people` announces."""

from django.dispatch import Signal

people_added = Signal()
"""People came into a book (sender `Person`; `keeper`, `person_ids`): by hand or by a batch of an import."""

trade_changed = Signal()
"""An account changed its own classification (sender `Person`; `user`): what follows from a crowded trade follows anew."""
