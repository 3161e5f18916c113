"""One click into the sample: only at the machine itself, and only where all data are a sample."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from cookout.core.models import House, User

LOOPBACK_NAMES = {"localhost", "127.0.0.1", "::1"}
IN_BETWEEN = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_VIA")


@dataclass(frozen=True, slots=True)
class Door:
    """One part of the sample to step into; `key` begins the mail address of its account."""

    key: str
    who: "str | LazyText"
    moment: "str | LazyText"
    icon: str


DOORS = (
    Door("sam", _("Sam, insurance agent"), _("Ten minutes between two appointments, three lives, a phone."), "sun"),
    Door("renee", _("Renee, realtor"), _("A member of the chapter who has just met someone."), "user-plus"),
    Door("gloria", _("Gloria, vice-president"), _("The evening before the seven o'clock meeting."), "armchair"),
    Door("naomi", _("Naomi, regional director"), _("The quarterly review of her chapters."), "map"),
)


def is_at_home(request: HttpRequest) -> bool:
    """Whether the visitor sits at this very machine, with nothing in between."""
    if any(header in request.META for header in IN_BETWEEN) or not _is_unpublished():
        return False
    host = request.get_host().rsplit(":", 1)[0] if not request.get_host().endswith("]") else request.get_host()
    return host.strip("[]").lower() in LOOPBACK_NAMES and _is_loopback(request.META.get("REMOTE_ADDR", ""))


def is_open(request: HttpRequest) -> bool:
    """Whether one click may enter here."""
    return is_at_home(request) and House.the().is_sample


def account_behind(key: str) -> User | None:
    """The account of one door."""
    if key not in {door.key for door in DOORS}:
        return None
    return User.objects.filter(email__startswith=f"{key}@", is_active=True).order_by("pk").first()


def _is_unpublished() -> bool:
    """Whether this house has no public address: behind one, a quiet proxy makes everybody come from this machine."""
    return not settings.BASE_URL or urlsplit(settings.BASE_URL).hostname in LOOPBACK_NAMES


def _is_loopback(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return bool((mapped or found).is_loopback)
