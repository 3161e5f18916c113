"""What the room `groups` tells the ground floor."""

from cookout.core import audiences
from cookout.groups.models import fellow_people


def connect() -> None:
    """Offer the audience of fellow members."""
    audiences.register("groups", fellow_people)
