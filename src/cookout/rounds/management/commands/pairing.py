"""`cookout pairing WHAT`: whom I meet, yes, no, another week; when I can; with whom I would rather not be paired."""

from cookout.core.management.deeds import DeedCommand


class Command(DeedCommand):
    """Everything a member does with a round from a terminal."""

    word = "pairing"
    help = "Your pairs: list, accept, decline, swap; when you can meet. “cookout pairing --help” names the words."
