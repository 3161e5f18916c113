"""What follows from what is announced, by this room and lower ones."""

from cookout.referrals.receivers import leaving, letters, news, results, service, telling, undoing


def connect() -> None:
    """Listen."""
    undoing.connect()
    news.connect()
    letters.connect()
    results.connect()
    service.connect()
    leaving.connect()
    telling.connect()
