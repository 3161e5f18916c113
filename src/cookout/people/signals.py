"""What the room `people` announces."""

from django.dispatch import Signal

people_added = Signal()
"""People came into a book (sender `Person`; `keeper`, `person_ids`): by hand or by a batch of an import."""

trade_changed = Signal()
"""An account changed its own classification (sender `Person`; `user`): what follows from a crowded trade follows
anew."""

people_compared = Signal()
"""Two cards that may be one person's are shown side by side (sender `Person`; `kept`, `gone`, `by`): receivers answer
with a list of what the two say differently in their room (`Differs`): what is asked, and what comes of the rest."""

people_merged = Signal()
"""Two people of a book were made one (sender `Person`; `kept`, `gone`, `by`, `take`, `moving`): what hung on the one
hangs on the other, except what the other had already. Receivers bring that together through `moving`, so that it can go
back; `take` names what was chosen from the one who goes."""

people_parted = Signal()
"""Two were taken apart again (sender `Person`; `kept`, `gone`, `by`): what is derived is derived anew."""

people_in_use = Signal()
"""An import is about to be taken back (sender `Person`; `keeper`): receivers answer with the ids of those of the
keeper's people on whom something of the keeper's own hangs. They stay."""
