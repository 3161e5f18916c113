"""The ledger as plain data, for programs and commands."""

from dataclasses import asdict
from typing import Any

from cookout.referrals.models.ledger import LedgerEntry
from cookout.referrals.models.party import Party
from cookout.referrals.models.standing import Reputation


def as_data(found: Reputation) -> dict[str, Any]:
    """All of it."""
    said = {name: getattr(found.standing, name) for name in ("is_known", "word", "evidence", "sure", "fading")}
    return {
        "standing": {**asdict(found.standing), **said},
        "sums": asdict(found.sums),
        "at_stake": [entry_data(entry) for entry in found.at_stake],
        "entries": [entry_data(entry) for entry in found.entries],
    }


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
