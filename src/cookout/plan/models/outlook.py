"""What usually goes together with months like the planned one: from my own history alone, with its uncertainty."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cookout.core.models import User
from cookout.plan.models.counted import held, midnight, new_people
from cookout.plan.models.targets import Aim, Kind, Per, Plan
from cookout.plan.models.weeks import WEEKS_A_MONTH, first_of_month
from cookout.referrals.models import Party, Role, State
from cookout.science.forecast import FEWEST_KNOWN
from cookout.science.outlook import FEWEST_MONTHS, Outlook, outlook
from cookout.ties.models import local_today

MONTHS = 24
"""So many complete months are looked back on."""

BY = (Kind.ONE_TO_ONES, Kind.PEOPLE)
"""What a month is compared by: the first of these that the plan has."""

MANY = {
    Kind.ONE_TO_ONES: lambda n: ngettext("one 1-2-1", "%(n)s 1-2-1s", n) % {"n": n},
    Kind.PEOPLE: lambda n: ngettext("one new person", "%(n)s new people", n) % {"n": n},
}


@dataclass(frozen=True, slots=True)
class Ahead:
    """In words: what goes together with such a month, from what it is known, or what is missing."""

    words: str
    basis: str
    outlook: Outlook | None


def ahead_of(user: User, plan: Plan | None) -> Ahead | None:
    """What is said of a plan; None where it has nothing that a month could be compared by."""
    kind = next((kind for kind in BY if plan is not None and kind in plan.aims), None)
    if plan is None or kind is None:
        return None
    planned, today = a_month(plan.aims[kind]), local_today(user)
    since = first_of_month(today, MONTHS)
    tried = _by_month(_done(user, kind, since))
    happened = _by_month(_referrals(user, since))
    months = _complete(today, {*tried, *happened})
    found = outlook(
        planned, happened=[happened[month] for month in months], tried=[tried[month] for month in months]
    )  # fmt: skip
    if found is None:
        many = sum(tried[month] for month in months)
        return Ahead(_("Not yet known."), _missing(kind, len(months), many), None)
    return _said(kind, plan.aims[kind], found)


def a_month(aim: Aim) -> float:
    """A number a month.

    >>> from decimal import Decimal
    >>> a_month(Aim(Decimal(12), "month")), round(a_month(Aim(Decimal(1), "week")), 2)
    (12.0, 4.35)
    """
    return float(aim.number * (WEEKS_A_MONTH if aim.per == Per.WEEK else 1))


def _done(user: User, kind: str, since: dt.date) -> Iterable[dt.date]:
    if kind == Kind.PEOPLE:
        return new_people(user, since).values()
    return [at.astimezone(user.tzinfo).date() for at in held(user, since).values_list("starts_at", flat=True)]


def _referrals(user: User, since: dt.date) -> Iterable[dt.date]:
    """Given and received, on the day on which they were accepted."""
    # Twice the column: mine are few, the referrals of the whole house are many.
    mine = Party.objects.filter(user=user, role__in=(Role.REFERRER, Role.PROVIDER), referral__deleted_at=None)
    mine = mine.exclude(referral__state=State.WITHDRAWN)
    at = Coalesce("referral__accepted_at", "referral__accepted_at")
    passed = mine.annotate(at=at).filter(at__gte=midnight(user, since)).values_list("at", flat=True)
    return [one.astimezone(user.tzinfo).date() for one in passed]


def _by_month(days: Iterable[dt.date]) -> Counter[dt.date]:
    return Counter(day.replace(day=1) for day in days)


def _complete(today: dt.date, seen: set[dt.date]) -> list[dt.date]:
    """Every month from the first in which there is anything until the last complete one."""
    last = first_of_month(today, 1)
    months = [first_of_month(last, back) for back in reversed(range(MONTHS))]
    begun = min((month for month in seen if month <= last), default=None)
    return [month for month in months if begun is not None and month >= begun]


def _missing(kind: str, months: int, many: int) -> str:
    said = {
        "need": FEWEST_MONTHS, "months": months, "few": FEWEST_KNOWN, "many": many, "what": str(Kind(kind).label),
    }  # fmt: skip
    if months < FEWEST_MONTHS:
        return _("It takes %(need)s whole months of yours; there are %(months)s.") % said
    return _("It takes %(few)s %(what)s in your past months; there are %(many)s.") % said


def _said(kind: Kind, aim: Aim, found: Outlook) -> Ahead:
    number = round(a_month(aim))
    said = {"what": MANY[kind](max(number, 1)), "low": found.low, "high": found.high}
    one_number = found.low == found.high
    words = (
        _("A month with %(what)s goes together with %(low)s referrals, given and received.")
        if one_number
        else _("A month with %(what)s goes together with %(low)s to %(high)s referrals, given and received.")
    )
    basis = _("From %(months)s months of yours: %(tried)s and %(happened)s. Four months out of five lie within.") % {
        "months": found.months,
        "tried": MANY[kind](round(found.tried)),
        "happened": ngettext("one referral", "%(n)s referrals", found.happened) % {"n": found.happened},
    }
    if found.beyond:
        basis = f"{basis} {_('It is more than in any of these months, so take it as a guess.')}"
    return Ahead(words % said, basis, found)
