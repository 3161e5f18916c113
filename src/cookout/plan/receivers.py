"""What the room `plan` does with the worker."""


def connect() -> None:
    """Nothing to listen to yet."""
