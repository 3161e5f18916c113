"""The whole list of what is owed, as programs and the command read it."""

from dataclasses import dataclass
from typing import Any

from cookout.core.models import User
from cookout.referrals.models.debts import (
    MOST,
    Debt,
    FirstCall,
    Wait,
    calls,
    debts,
    first_calls,
    owed_news,
    waited_for,
    waits,
)

MOST_DEBTS = 200
"""So many debts are worded at once; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Owing:
    """News to tell, calls to make, what one waits to hear."""

    debts: tuple[Debt, ...]
    more: int
    calls: tuple[FirstCall, ...]
    waits: tuple[Wait, ...]


def owing(user: User) -> Owing:
    """Read it; the number of queries does not grow."""
    owed = owed_news(user)
    listed = debts(user, owed[:MOST_DEBTS])
    more = owed.count() - len(listed) if len(listed) == MOST_DEBTS else 0
    return Owing(listed, more, calls(user, first_calls(user)[:MOST]), waits(user, waited_for(user)[:MOST]))


def as_data(found: Owing) -> dict[str, Any]:
    """As JSON says it."""
    return {
        "news": [_debt(debt) for debt in found.debts],
        "more": found.more,
        "calls": [_call(call) for call in found.calls],
        "waiting": [_wait(wait) for wait in found.waits],
    }


def _debt(debt: Debt) -> dict[str, Any]:
    one = debt.one
    return {
        "referral": one.uid, "referrer": one.referrer.called, "prospect": one.prospect.called, "state": one.state,
        "why": debt.why, "draft": debt.draft, "up_to": debt.up_to, "due_at": one.news_due_at, "told_at": one.told_at,
    }  # fmt: skip


def _call(call: FirstCall) -> dict[str, Any]:
    one = call.one
    return {
        "referral": one.uid, "prospect": one.prospect.called, "referrer": one.referrer.called, "due_at": call.due_at,
        "why": call.why, "phone": call.phone, "mail": call.mail,
    }  # fmt: skip


def _wait(wait: Wait) -> dict[str, Any]:
    one, asked = wait.one, wait.asked
    return {
        "referral": one.uid, "provider": one.provider.called, "prospect": one.prospect.called, "days": wait.days,
        "asked_at": asked.created_at if asked else None, "may_ask": wait.may_ask, "draft": wait.draft,
    }  # fmt: skip
