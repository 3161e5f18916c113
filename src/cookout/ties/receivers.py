"""What the room `ties` does when others announce something."""

from typing import Any

from cookout.core.models import Act
from cookout.core.signals import act_undone
from cookout.ties.models import Tie, Touch


def refresh_after_undo(sender: type[Act], act: Act, rows: tuple[tuple[str, int], ...], **kwargs: Any) -> None:
    """Touches and circles that an undo put back change what is due."""
    touches = [pk for label, pk in rows if label == "ties.touch"]
    ties = {pk for label, pk in rows if label == "ties.tie"}
    ties |= set(Touch.objects.filter(pk__in=touches).values_list("tie_id", flat=True))
    Tie.objects.filter(pk__in=ties).refresh_all()


def connect() -> None:
    """Listen."""
    act_undone.connect(refresh_after_undo, dispatch_uid="ties.refresh_after_undo")
