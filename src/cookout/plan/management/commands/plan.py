"""`cookout plan WHAT`: what I set out to do, what was kept, pauses, what a week taught me."""

from cookout.core.management.deeds import DeedCommand


class Command(DeedCommand):
    """Everything one does with the plan from a terminal."""

    word = "plan"
    help = "Your plan: show, set, pause, resume, review. “cookout plan --help” names the words."
