"""What every page's shell needs to know."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cookout.core.models import House, User
from cookout.site.settings import VERSION


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the main navigation."""

    key: str
    label: "str | Promise"
    icon: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Me:
    """My own face in the corner."""

    name: str
    photo_url: str


PLACES = (
    ("today", _("Today"), "sun", "plan:today"),
    ("people", _("People"), "users", "people:person_list"),
    ("referrals", _("Referrals"), "arrows-exchange", "referrals:referral_list"),
    ("group", None, "armchair", "groups:group_list"),
    ("insight", _("What works"), "chart-dots", "insight:study_detail"),
)
ROOMS = {
    "plan": "today",
    "people": "people",
    "ties": "people",
    "events": "people",
    "encounters": "people",
    "one_to_ones": "people",
    "referrals": "referrals",
    "groups": "group",
    "meetings": "group",
    "rounds": "group",
    "reports": "group",
    "insight": "insight",
}
"""Which place of the navigation a room belongs to; `connect` belongs to none, one comes to it from the settings."""


def shell(request: HttpRequest) -> dict[str, Any]:
    """The navigation with the present place marked, the house, the version."""
    house = SimpleLazyObject(House.the)
    words = {"version": VERSION, "house": house, "meet_url": _address("encounters:encounter_create")}
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {**words, "nav": []}
    here = ROOMS.get(request.resolver_match.namespace if request.resolver_match else "")
    nav = [
        Place(key, label or capfirst(house.group_word), icon, url, current=here == key)
        for key, label, icon, name in PLACES
        if (url := _address(name))
    ]
    return {
        **words,
        "nav": nav,
        "me": SimpleLazyObject(lambda: _me(user)),
        "me_url": reverse("settings"),
        "theme": user.theme,
        "search_url": reverse("core:search"),
        "add_url": words["meet_url"],
    }


def _me(user: User) -> Me:
    person = getattr(user, "person", None)
    return Me(user.name, person.photo_url if person else "")


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
