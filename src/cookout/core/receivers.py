"""What the ground floor does by itself: a place for counted attempts, letters, and what is swept after its time."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.management import call_command

from cookout.core import privacy, work
from cookout.core.models import Closing, Letter
from cookout.core.search import building
from cookout.core.sweep import sweep, sweep_files


def make_cache_table(sender: Any, using: str, **kwargs: Any) -> None:
    """Rate limits are counted in the database: their table comes with the others."""
    if settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache"):
        call_command("createcachetable", database=using, verbosity=0)


def make_room_for_change(sender: Any, plan: list[Any], **kwargs: Any) -> None:
    """Tables change without the triggers of the search; they come back after it, with a full index."""
    if plan:
        building.take_up()


def lay_search(sender: Any, **kwargs: Any) -> None:
    """What is searched in full text is declared by the rooms, and laid beside their tables."""
    building.lay()


def erase_closed() -> None:
    """Erase the accounts that were closed thirty days ago; done before the sweep forgets what undoing needs."""
    for closing in Closing.objects.due().select_related("user"):
        privacy.erase(closing.user)


def connect() -> None:
    """Offer letters, erasure and the sweeps to the worker."""
    work.register(Letter)
    work.register_chore("core.erase_closed", erase_closed, every=dt.timedelta(hours=6))
    work.register_chore("core.sweep", sweep, every=dt.timedelta(hours=6))
    work.register_chore("core.files", sweep_files, every=dt.timedelta(days=1))
