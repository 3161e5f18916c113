"""`cookout group WHAT`: groups, their members, and what higher rooms know of them."""

from cookout.core.management.deeds import DeedCommand


class Command(DeedCommand):
    """Everything about a group that can be done from a terminal."""

    word = "group"
    help = "Your groups: list them, show one; reports in and out. “cookout group --help” names the words."
