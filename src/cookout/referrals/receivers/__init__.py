"""What follows from what is announced, by this room and lower ones."""

from cookout.referrals.receivers import news


def connect() -> None:
    """Listen."""
    news.connect()
