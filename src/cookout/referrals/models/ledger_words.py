"""The ledger in lines as one reads them, and as plain data for programs and commands."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from cookout.core.models import User
from cookout.referrals.models.kinds import Role
from cookout.referrals.models.ledger import LedgerEntry
from cookout.referrals.models.party import Party
from cookout.referrals.models.standing import Reputation


@dataclass(frozen=True, slots=True)
class Line:
    """What happened at once, with one of the two people of a referral or with both."""

    entry: LedgerEntry
    whom: str

    @property
    def month(self) -> dt.date:
        """Its first day."""
        return self.entry.on.replace(day=1)


def lines_of(entries: Iterable[LedgerEntry], user: User) -> list[Line]:
    """In their order; what was lent with two people, or given back by both, is one line. Whoever reads is “you”."""
    same = groupby(entries, key=lambda entry: (entry.about, entry.on, entry.kind, entry.why, entry.is_corrected))
    return [_line(list(together), user) for _key, together in same]


def _line(entries: list[LedgerEntry], user: User) -> Line:
    of = sorted(entries, key=lambda entry: entry.toward != Role.PROVIDER)
    whom = [_("you") if one.user_id == user.pk else one.called for entry in of if (one := entry.with_whom)]
    names = _("%(one)s and %(other)s") % {"one": whom[0], "other": whom[1]} if len(whom) == 2 else ", ".join(whom)
    return Line(entries[0], names)


def as_data(found: Reputation) -> dict[str, Any]:
    """All of it."""
    said = {name: getattr(found.standing, name) for name in ("is_known", "word", "evidence", "sure", "fading")}
    return {
        "standing": {**_rounded(asdict(found.standing)), **said},
        "sums": asdict(found.sums),
        "at_stake": [entry_data(entry) for entry in found.at_stake],
        "entries": [entry_data(entry) for entry in found.entries],
    }


def _rounded(numbers: dict[str, Any]) -> dict[str, Any]:
    """To two digits: from all of them one reckons what is usual, in a small house how one other stands."""
    return {name: round(value, 2) if isinstance(value, float) else value for name, value in numbers.items()}


def entry_data(entry: LedgerEntry) -> dict[str, Any]:
    """One line."""
    return {
        "uid": entry.uid, "referral": entry.about, "kind": entry.kind, "label": entry.label, "cause": entry.cause,
        "why": entry.why, "on": entry.on, "whose": _called(entry.party), "toward": entry.toward,
        "with_whom": _called(entry.with_whom), "said_by": _called(entry.said_by),
        "corrects": entry.corrects.uid if entry.corrects else None, "stands": entry.stands,
    }  # fmt: skip


def _called(party: Party | None) -> str:
    return party.called if party is not None else ""
