"""What the room tells: to the search, to the timeline, to the archive."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from cookout.core import exports, search
from cookout.core.models import User
from cookout.core.templatetags.dates import short_day
from cookout.referrals.models import Referral, Role, export, moments_of
from cookout.ties.models import register_moments


def find_referrals(user: User, text: str, limit: int) -> Iterable[search.Hit]:
    """By the name of whom it is about, of the other, and by the need."""
    for one in Referral.objects.visible_to(user).matching(text).with_parties().order_by("-given_on", "-pk")[:limit]:
        given = one.role_of(user) == Role.REFERRER
        where = _("given to %(name)s") if given else _("from %(name)s")
        said = [where % {"name": one.other(user).called}, str(one.get_state_display()), short_day(one.given_on)]
        yield search.Hit(_("Referrals"), one.prospect.called, ", ".join(said), one.get_absolute_url(), str(one.uid))


def connect() -> None:
    """Register with the ground floor and with the ties."""
    search.register("referrals", find_referrals)
    register_moments(moments_of)
    for name, rows in export.EVERYTHING.items():
        exports.register(name, rows)
