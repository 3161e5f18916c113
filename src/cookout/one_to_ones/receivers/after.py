"""What comes after a 1-2-1, told to the search: the line of a wrap-up, for whoever wrote it."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cookout.core import search
from cookout.core.models import User
from cookout.core.search import full_text
from cookout.core.templatetags.dates import short_day
from cookout.one_to_ones.models import WrapUp

full_text.keep(WrapUp, "line")


def find_wrap_ups(user: User, text: str, limit: int) -> Iterable[search.Hit]:
    """My lines that have all the words."""

    def rows() -> "QuerySet[WrapUp]":
        mine = WrapUp.objects.visible_to(user).filter(one_to_one__deleted_at=None)
        return mine.select_related("one_to_one").prefetch_related("one_to_one__seats").order_by("-pk")

    for row in full_text.found(WrapUp, text, limit, rows):
        one = row.one_to_one
        when = short_day(one.starts_at) if one.starts_at else ""
        detail = ", ".join(part for part in (one.other(user).called, when) if part)
        yield search.Hit(_("How it went"), row.line, detail, one.get_absolute_url(), str(row.uid))


def connect() -> None:
    """Register with the search."""
    search.register("wrap_ups", find_wrap_ups, room="one_to_ones", place=search.OWN_WORDS)
