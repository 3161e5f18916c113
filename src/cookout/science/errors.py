"""What science says when a question makes no sense."""


class ScienceError(ValueError):
    """The input cannot be answered: the message says what and where."""
