"""`cookout round WHAT`: rounds of pairing."""

from cookout.core.management.deeds import DeedCommand


class Command(DeedCommand):
    """Everything about rounds that can be done from a terminal."""

    word = "round"
    help = "Who meets whom: list rounds, plan one, show it, announce it. “cookout round --help” names the words."
