"""What the room tells: to the search, to the timeline, to the archive."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cookout.core import exports, search
from cookout.core.models import User
from cookout.core.search import full_text
from cookout.core.templatetags.dates import short_day
from cookout.referrals.models import (
    Ask,
    Favor,
    Party,
    Referral,
    Role,
    Side,
    Teaching,
    Testimonial,
    Update,
    export,
    moments_of,
)
from cookout.ties.models import lines_of, register_moments

full_text.keep(Referral, "note", "first_step")
full_text.keep(Party, "name")
full_text.keep(Side, "note", "fit_reason")
full_text.keep(Update, "text")
for noun in (Ask, Favor, Teaching, Testimonial):
    full_text.keep(noun, "text")


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


def find_news(user: User, text: str, limit: int) -> Iterable[search.Hit]:
    """What was told of a referral, for the two who may read it."""

    def rows() -> "QuerySet[Update]":
        told = Update.objects.visible_to(user).select_related("referral")
        return told.prefetch_related("referral__parties").order_by("-pk")

    for told in full_text.found(Update, text, limit, rows):
        one, line = told.referral, search.excerpt(told.text, text)
        yield search.Hit(_("News of referrals"), one.prospect.called, line, one.get_absolute_url(), str(told.uid))


OWN: dict[str, search.Source] = {
    "referral_notes": find_private_notes,
    "asks": lines_of(Ask, gettext_lazy("What you asked for"), "on"),
    "favors": lines_of(Favor, gettext_lazy("Favours"), "on"),
    "teachings": lines_of(Teaching, gettext_lazy("What you taught"), "on"),
    "testimonials": lines_of(Testimonial, gettext_lazy("Testimonials"), "on"),
}
"""What the search asks of one's own words."""


def connect() -> None:
    """Register with the ground floor and with the ties."""
    search.register("referrals", find_referrals, room="referrals")
    search.register("referral_news", find_news, room="referrals")
    for name, source in OWN.items():
        search.register(name, source, room="referrals", place=search.OWN_WORDS)
    register_moments(moments_of)
    for name, rows in export.EVERYTHING.items():
        exports.register(name, rows)
