"""Beside a referral, for its referrer and its provider: what was lent with it, and what came of that."""

from cookout.core import slots
from cookout.core.models import User
from cookout.core.slots import Panel
from cookout.referrals.models import LedgerEntry, Referral
from cookout.referrals.models.ledger_words import lines_of
from cookout.referrals.models.standing import shown


def ledger(user: User, one: Referral) -> Panel | None:
    """The lines of this referral alone; whose standing it is reads beside it where all of hers stands."""
    entries = list(shown(LedgerEntry.objects.visible_to(user)).filter(referral=one).order_by("on", "pk"))
    if not entries:
        return None
    data = {"one": one, "lines": lines_of(entries, user), "is_mine": one.referrer.user_id == user.pk}
    return Panel("ledger", "referrals/_ledger.html", data)


def register() -> None:
    """Fill the slot."""
    slots.register("referral.own", ledger, order=20)
