"""What an event of a calendar file would be in my list, as the page shows it and as its tick sends it back."""

import datetime as dt
import json
import uuid
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from cookout.core.models.user import validate_zone
from cookout.core.refusal import Refusal
from cookout.people.models.card_rows import clean


@dataclass(frozen=True, slots=True)
class Offer:
    """One event, or one time of an event that repeats; `calendar_uid` names it wherever it is moved to."""

    calendar_uid: str
    name: str
    on: dt.date
    ends_on: dt.date | None = None
    at: dt.time | None = None
    zone: str = ""
    place: str = ""
    hours: Decimal | None = None
    online: bool = False
    series: uuid.UUID | None = None

    @property
    def key(self) -> str:
        """All of it as one value: nothing of the file is kept in the house between looking and ticking."""
        return json.dumps(asdict(self), default=str, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def told(cls, key: str) -> "Offer":
        """What a tick sends back; nothing else than what the page offered has this shape."""
        try:
            said = json.loads(key)
            return cls(**{name: _READ[name](value) for name, value in said.items() if value not in (None, "")})
        except (ValueError, TypeError, KeyError, ArithmeticError, AttributeError) as broken:
            raise Refusal(_("One of these events was not sent whole. Choose the file again.")) from broken

    def values(self) -> dict[str, Any]:
        """What it is put down with."""
        names = ("on", "ends_on", "at", "zone", "place", "hours", "series", "calendar_uid")
        return {"name": self.name, **{name: getattr(self, name) for name in names}}


def _text(most: int) -> Any:
    return lambda value: clean(str(value))[:most]


def _time(value: Any) -> dt.time:
    return dt.time.fromisoformat(value).replace(tzinfo=None, microsecond=0)


def _hours(value: Any) -> Decimal:
    hours = Decimal(str(value))
    if not hours.is_finite():
        raise ValueError(value)
    return hours


def _zone(value: Any) -> str:
    name = str(value)
    try:
        validate_zone(name)
    except Exception as unknown:
        raise ValueError(name) from unknown
    return name


_READ: dict[str, Any] = {
    "calendar_uid": _text(255), "name": _text(200), "on": dt.date.fromisoformat, "ends_on": dt.date.fromisoformat,
    "at": _time, "zone": _zone, "place": _text(300), "hours": _hours, "online": bool,
    "series": lambda value: uuid.UUID(str(value)),
}  # fmt: skip
