"""What the worker does for rounds: it plans the large ones."""

from cookout.core import work
from cookout.rounds.models import Round


def connect() -> None:
    """Offer rounds to the worker."""
    work.register(Round)
