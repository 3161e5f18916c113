"""What follows from what is announced, by this room and lower ones."""


def connect() -> None:
    """Listen."""
