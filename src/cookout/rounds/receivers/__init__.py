"""What the room `rounds` does when others announce something, and what the worker takes up for it."""

from cookout.rounds.receivers import answers, leaving, letters, meetings, plans


def connect() -> None:
    """Listen."""
    answers.connect()
    meetings.connect()
    leaving.connect()
    letters.connect()
    plans.connect()
