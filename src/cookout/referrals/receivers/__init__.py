"""What follows from what is announced, by this room and lower ones."""

from cookout.referrals.receivers import leaving, ledger, letters, news, results, service, telling, undoing
from cookout.referrals.receivers.ledger import keep_ledger

__all__ = ["connect", "keep_ledger"]


def connect() -> None:
    """Listen."""
    undoing.connect()
    news.connect()
    letters.connect()
    results.connect()
    service.connect()
    leaving.connect()
    telling.connect()
    ledger.connect()
