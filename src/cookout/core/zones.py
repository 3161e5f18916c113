"""Time zones as people choose them."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

AREAS = {"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}


def zone_choices() -> list[tuple[str, str]]:
    """Zones by the city in them, as people look for them."""
    zones = sorted(name for name in available_timezones() if name.partition("/")[0] in AREAS)
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in zones)]


class ZoneField(forms.ChoiceField):
    """A time zone; a small script offers the device's own while nothing was chosen."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Select(attrs={"data-zone": ""})
        super().__init__(choices=zone_choices, label=_("Time zone"), initial="UTC", widget=widget, **kwargs)
