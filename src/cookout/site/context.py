"""What every page's shell needs to know."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from cookout.core.models import House
from cookout.site.settings import VERSION


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the main navigation."""

    key: str
    label: "str | Promise"
    icon: str
    url: str
    current: bool


PLACES = (
    ("today", _("Today"), "sun", "plan:today"),
    ("people", _("People"), "users", "people:person_list"),
    ("group", _("Chapter"), "armchair", "groups:group_list"),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """The navigation with the present place marked, the house, the version."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav": [], "version": VERSION, "house": SimpleLazyObject(House.the)}
    here = request.resolver_match.namespace if request.resolver_match else ""
    rooms = {"plan": "today", "people": "people", "ties": "people", "groups": "group"}
    nav = [
        Place(key, label, icon, url, current=rooms.get(here) == key)
        for key, label, icon, name in PLACES
        if (url := _address(name))
    ]
    return {"nav": nav, "version": VERSION, "house": SimpleLazyObject(House.the)}


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
