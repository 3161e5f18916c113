"""What the room tells: to the search, to the timeline, to the archive, and what a quick line may mean."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from cookout.core import exports, search
from cookout.core.models import User
from cookout.core.search import full_text
from cookout.core.templatetags.dates import short_day
from cookout.one_to_ones.models import OneToOne, Seat, export, logged_from, moments_of
from cookout.ties.models import register_entry, register_moments

full_text.keep(OneToOne, "place", "agenda")
full_text.keep(Seat, "name")


def find_one_to_ones(user: User, text: str, limit: int) -> Iterable[search.Hit]:
    """1-2-1s by the other's name, the place, and what for."""
    said = full_text.having_each(text, OneToOne, Seat.objects.exclude(user=user), "one_to_one")
    found = OneToOne.objects.visible_to(user).filter(said).with_seats().order_by("-pk")[:limit] if said else ()
    for one in found:
        title = _("1-2-1 with %(name)s") % {"name": one.other(user).called}
        when = short_day(one.starts_at) if one.starts_at else str(one.get_state_display())
        detail = ", ".join(part for part in (when, one.place) if part)
        yield search.Hit(_("1-2-1s"), title, detail, one.get_absolute_url(), str(one.uid))


def connect() -> None:
    """Register with the ground floor and with the ties."""
    search.register("one_to_ones", find_one_to_ones, room="one_to_ones")
    register_moments(moments_of)
    register_entry(logged_from)
    for name, rows in export.EVERYTHING.items():
        exports.register(name, rows)
