"""Beside a referral, for its provider alone: what was lent, what it tells, how well it fitted, and what to teach."""

from typing import Any

from cookout.core import slots
from cookout.core.ids import uuid7
from cookout.core.models import User
from cookout.core.slots import Panel
from cookout.people.models import Person
from cookout.referrals.models import Referral, Role
from cookout.referrals.models.fit import FITS, Fit, fit_of
from cookout.referrals.models.insight_of import Insight, insight_of
from cookout.referrals.models.stake import stake_of, tells_of
from cookout.referrals.models.teaching import good_referral, lesson, teaching_draft
from cookout.ties.models import Tie

SHOWN = 3
"""So many things to tell stand on a card; all of them on the page of their own."""


def lent(user: User, one: Referral) -> Panel | None:
    """The bars, and why."""
    if not _is_mine(user, one):
        return None
    return Panel("stake", "referrals/_stake.html", {"one": one, "stake": stake_of(one)})


def tells(user: User, one: Referral) -> Panel | None:
    """The four answers about the referrer: what this one is a fact of, and what all of hers make likely."""
    if not _is_mine(user, one):
        return None
    insight = _insight(user, one)
    rows = [(tell, insight.answer(tell.key) if insight is not None else None) for tell in tells_of(one, user)]
    return Panel("tells", "referrals/_tells.html", {"one": one, "rows": rows, "insight": insight})


def fit(user: User, one: Referral) -> Panel | None:
    """How well it fitted; where it did not, what to teach and the words for it."""
    if not _is_mine(user, one):
        return None
    rated = fit_of(one, user)
    data = {"one": one, "fit": rated, "fits": FITS, **_teaching(user, one, rated)}
    return Panel("fit", "referrals/_fit.html", data)


def what_else(user: User, person: Person) -> Panel | None:
    """On the page of a client: what else I do that they do not know of."""
    tie = None if person.account_id == user.pk else Tie.objects.between(user, person)
    if tie is None or not tie.is_client:
        return None
    found = lesson(user, tie)
    if not found.unknown and not found.known:
        return None
    data = {"person": person, "lesson": found, "shown": found.unknown[:SHOWN], "uid": uuid7(), "referral": None}
    return Panel("teaching", "referrals/_teaching.html", data)


def register() -> None:
    """Fill the slots."""
    slots.register("referral.aside", lent, order=10)
    slots.register("referral.aside", tells, order=12)
    slots.register("referral.own", fit, order=14)
    slots.register("person.aside", what_else, order=28)


def _is_mine(user: User, one: Referral) -> bool:
    return one.provider.user_id == user.pk and not one.is_name and one.referrer.says_no_at is None


def _insight(user: User, one: Referral) -> Insight | None:
    """What is known of the referrer, where she stands in my book."""
    person = one.person_for(user, Role.REFERRER)
    if person is None or person.account_id == user.pk:
        return None
    return insight_of(user, Tie.objects.between(user, person))


def _teaching(user: User, one: Referral, rated: Fit) -> dict[str, Any]:
    if not rated.calls_for_teaching:
        return {}
    name = one.referrer.first_name
    found = lesson(user, rated.tie) if rated.tie is not None else None
    return {
        "card": good_referral(user),
        "draft": teaching_draft(user, name, low_fit=True),
        "lesson": found,
        "shown": found.unknown[:SHOWN] if found is not None else (),
        "person": rated.tie.person if rated.tie is not None else None,
        "uid": uuid7(),
        "referral": one,
    }
