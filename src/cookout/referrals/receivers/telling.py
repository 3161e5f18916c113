"""What the room tells: to the search, to the timeline, to the archive."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cookout.core import exports, search
from cookout.core.models import User
from cookout.core.search import full_text
from cookout.core.templatetags.dates import short_day
from cookout.referrals.models import Party, Referral, Role, Side, export, moments_of
from cookout.ties.models import register_moments

full_text.keep(Referral, "note", "first_step")
full_text.keep(Party, "name")
full_text.keep(Side, "note", "fit_reason")


def find_referrals(user: User, text: str, limit: int) -> Iterable[search.Hit]:
    """By the name of whom it is about, of the other, and by the need."""
    words = full_text.having_each(text, Referral, Party.objects.all(), "referral")
    mine = Referral.objects.visible_to(user).with_parties().order_by("-given_on", "-pk")
    for one in mine.filter(words)[:limit] if words else ():
        given = one.role_of(user) == Role.REFERRER
        where = _("given to %(name)s") if given else _("from %(name)s")
        said = [where % {"name": one.other(user).called}, str(one.get_state_display()), short_day(one.given_on)]
        yield search.Hit(_("Referrals"), one.prospect.called, ", ".join(said), one.get_absolute_url(), str(one.uid))


def find_private_notes(user: User, text: str, limit: int) -> Iterable[search.Hit]:
    """What I wrote about a referral for myself."""

    def rows() -> "QuerySet[Side]":
        mine = Side.objects.filter(owner=user, referral__in=Referral.objects.visible_to(user))
        return mine.select_related("referral").prefetch_related("referral__parties").order_by("-pk")

    for side in full_text.found(Side, text, limit, rows):
        one = side.referral
        line = search.excerpt(f"{side.note} {side.fit_reason}", text)
        yield search.Hit(_("Your notes on referrals"), one.prospect.called, line, one.get_absolute_url(), str(side.uid))


def connect() -> None:
    """Register with the ground floor and with the ties."""
    search.register("referrals", find_referrals)
    search.register("referral_notes", find_private_notes, place=search.OWN_WORDS)
    register_moments(moments_of)
    for name, rows in export.EVERYTHING.items():
        exports.register(name, rows)
