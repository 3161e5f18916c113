"""What an event cost, as people write it."""

import re
from typing import Any

from cookout.core.amounts import amount_of
from cookout.core.models import User
from cookout.core.money import Money, number_of
from cookout.events.models.event import Event

_FREE = re.compile(r"\s*(0+([.,]0+)?|free)\s*", re.IGNORECASE)


def cost_of(text: str, currency: str = "") -> dict[str, Any]:
    """The cost that somebody wrote: nothing is not known, 0 was free."""
    if not text.strip():
        return {"cost": None, "currency": ""}
    if _FREE.fullmatch(text):
        return {"cost": 0, "currency": ""}
    paid = amount_of(text, currency)
    return {"cost": paid.amount, "currency": paid.currency}


def written_cost(event: Event) -> str:
    """As one would type it."""
    if not event.cost:
        return "0" if event.is_free else ""
    return number_of(Money(event.cost, event.currency))


def last_event_currency(user: User) -> str:
    """The one in which this user noted a cost last."""
    last = Event.objects.visible_to(user).filter(cost__gt=0).order_by("-pk").first()
    return last.currency if last else ""
