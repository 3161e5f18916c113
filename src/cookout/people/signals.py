"""What the room `people` announces."""

from django.dispatch import Signal

people_added = Signal()
"""People came into a book (sender `Person`; `keeper`, `person_ids`): by hand or by a batch of an import."""

trade_changed = Signal()
"""An account changed its own classification (sender `Person`; `user`): what follows from a crowded trade follows
anew."""

people_merged = Signal()
"""Two people of a book were made one (sender `Person`; `kept`, `gone`, `by`, `moving`): what hung on the one hangs on
the other, except what the other had already. Receivers bring that together through `moving`, so that it can go back."""

people_parted = Signal()
"""Two were taken apart again (sender `Person`; `kept`, `gone`, `by`): what is derived is derived anew."""

people_in_use = Signal()
"""An import is about to be taken back (sender `Person`; `keeper`): receivers answer with the ids of those of the
keeper's people on whom something of the keeper's own hangs. They stay."""
