"""What was kept of the plan: the last weeks and months, each by the plan that held in it, and what would fit better."""

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from cookout.core.models import User
from cookout.core.templatetags.dates import short_day
from cookout.plan import rules
from cookout.plan.models.counted import Counted
from cookout.plan.models.pause import PlanPause
from cookout.plan.models.targets import Aim, Kind, Per, Plan, plain, worded
from cookout.ties.models import local_today

WEEKS = 12
MONTHS = 3
LOOKED_AT = 4
"""So many weeks are looked at before a smaller plan is offered."""

CLEARLY_LESS = Decimal("0.7")
WEEKS_A_MONTH = Decimal(365) / 12 / 7
WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept of one kind in a week or month; without an aim it was not part of the plan."""

    kind: str
    number: Decimal
    aim: Decimal | None

    @property
    def label(self) -> str:
        """What is counted."""
        return str(Kind(self.kind).label)

    @property
    def words(self) -> str:
        """“2 of 3”, or how many."""
        if self.aim is None:
            return plain(self.number)
        return _("%(n)s of %(aim)s") % {"n": plain(self.number), "aim": plain(self.aim)}


@dataclass(frozen=True, slots=True)
class Span:
    """One week or one month."""

    first: dt.date
    last: dt.date
    state: str
    """`planned`, `paused` or `none`: no plan yet."""
    is_now: bool
    since: dt.date | None
    """The day on which its plan began, where that lies within."""
    kept: tuple[Kept, ...]

    @property
    def word(self) -> str:
        """What there is to say besides the numbers."""
        if self.state == "planned" and self.since is not None:
            return _("planned since %s") % short_day(self.since)
        if self.state == "planned":
            return _("so far") if self.is_now else ""
        return _("paused") if self.state == "paused" else _("no plan yet")


@dataclass(frozen=True, slots=True)
class Measured:
    """The plan that holds, the next one, the pause, and what was kept."""

    plan: Plan | None
    coming: Plan | None
    pause: PlanPause | None
    pauses: tuple[PlanPause, ...]
    """The one of today first, then those to come."""
    weeks: tuple[Span, ...]
    months: tuple[Span, ...]
    smaller: Mapping[str, Aim]
    """Smaller numbers that would fit the last weeks; empty where the plan does."""

    @property
    def week(self) -> Span:
        """This week."""
        return self.weeks[-1]

    @property
    def offer(self) -> str:
        """The smaller numbers in words."""
        return ", ".join(worded(kind, aim) for kind, aim in self.smaller.items())


class _Plans:
    """Which plan held on a day, and whether it waited."""

    def __init__(self, user: User, today: dt.date) -> None:
        self.today = today
        self.all = list(Plan.objects.visible_to(user).prefetch_related("targets"))
        self.pauses = list(PlanPause.objects.visible_to(user))

    def on(self, day: dt.date) -> Plan | None:
        return next((plan for plan in self.all if plan.starts_on <= day), None)

    def of(self, first: dt.date, last: dt.date, per: str) -> Plan | None:
        """A week has the plan of its Monday; a month the last one that began in it."""
        return self.on(min(last, self.today) if per == Per.MONTH else first)

    def began_within(self, first: dt.date, last: dt.date) -> dt.date | None:
        """When planning began, where that was after the first day."""
        earliest = self.all[-1].starts_on if self.all else None
        return earliest if earliest is not None and first < earliest <= last else None

    def state(self, first: dt.date, last: dt.date, per: str) -> str:
        """A week with one day of pause is paused; a month where every week of it is."""
        if self.of(first, last, per) is None:
            return "none"
        weeks = [first] if per == Per.WEEK else _mondays(first, last)
        waits = all(any(one.touches(day, day + WEEK - DAY) for one in self.pauses) for day in weeks)
        return "paused" if waits else "planned"


DAY = dt.timedelta(days=1)


def measured(user: User) -> Measured:
    """Read it in a fixed number of queries."""
    today = local_today(user)
    monday = rules.monday_of(today)
    mondays = [monday - WEEK * back for back in reversed(range(WEEKS))]
    firsts = [first_of_month(today, back) for back in reversed(range(MONTHS))]
    plans, counted = _Plans(user, today), Counted(user, min(mondays[0], firsts[0]), today)
    held = plans.on(monday)
    kinds = {per: _kinds(plans, per, held, mondays) for per in Per.values}
    weeks = [_span(plans, counted, Per.WEEK, day, day + 6 * DAY, today, kinds[Per.WEEK]) for day in mondays]
    months = [
        _span(plans, counted, Per.MONTH, day, first_of_month(day, -1) - DAY, today, kinds[Per.MONTH]) for day in firsts
    ]
    return Measured(
        plan=held,
        coming=next((plan for plan in reversed(plans.all) if plan.starts_on > monday), None),
        pause=next((one for one in plans.pauses if one.covers(today)), None),
        pauses=tuple(one for one in reversed(plans.pauses) if one.starts_on > today or one.covers(today)),
        weeks=tuple(weeks),
        months=tuple(months) if kinds[Per.MONTH] else (),
        smaller=_smaller(held, plans, counted, mondays[:-1]),
    )


def _kinds(plans: _Plans, per: str, held: Plan | None, mondays: Sequence[dt.date]) -> list[str]:
    """What a table shows: what was planned in any of its weeks; all there is while nothing was planned yet."""
    told = {plan.pk: plan for day in (*mondays, mondays[-1] + 6 * DAY) if (plan := plans.on(day)) is not None}
    if not told:
        return list(Kind.values) if per == Per.WEEK else []
    wanted = {kind for plan in told.values() for kind, aim in plan.aims.items() if aim.per == per}
    return [kind for kind in Kind.values if kind in wanted]


def _span(
    plans: _Plans, counted: Counted, per: str, first: dt.date, last: dt.date, today: dt.date, kinds: Iterable[str]
) -> Span:  # fmt: skip
    plan, state = plans.of(first, last, per), plans.state(first, last, per)
    aims = plan.aims if plan is not None and state == "planned" else {}
    kept = tuple(Kept(kind, counted.between(kind, first, last), _aim(aims.get(kind), per)) for kind in kinds)
    return Span(first, last, state, first <= today <= last, plans.began_within(first, last), kept)


def _aim(aim: Aim | None, per: str) -> Decimal | None:
    return aim.number if aim is not None and aim.per == per else None


def _smaller(plan: Plan | None, plans: _Plans, counted: Counted, mondays: Sequence[dt.date]) -> dict[str, Aim]:
    """Where the last four planned weeks kept clearly less than the plan of that week."""
    planned = [day for day in mondays if plans.state(day, day + 6 * DAY, Per.WEEK) == "planned"][-LOOKED_AT:]
    if plan is None or len(planned) < LOOKED_AT:
        return {}
    found = {}
    for kind, aim in plan.aims.items():
        kept = sum((counted.between(kind, day, day + 6 * DAY) for day in planned), Decimal(0))
        then = [held.aims[kind] for day in planned if (held := plans.on(day)) is not None and kind in held.aims]
        if len(then) == LOOKED_AT and (fitting := fits_better(kind, aim, kept, then)) is not None:
            found[kind] = fitting
    return found


def fits_better(kind: str, aim: Aim, kept: Decimal, then: Sequence[Aim]) -> Aim | None:
    """A smaller number where so many weeks kept clearly less; None where the number fits.

    >>> week = Aim(Decimal(3), "week")
    >>> fits_better("events", week, Decimal(5), [week] * 4), fits_better("events", week, Decimal(9), [week] * 4)
    (Aim(number=Decimal('2'), per='week'), None)

    What would be less than one a week becomes a number a month.

    >>> once = Aim(Decimal(1), "week")
    >>> fits_better("events", once, Decimal(2), [once] * 4)
    Aim(number=Decimal('3'), per='month')
    """
    planned = sum((one.number * (1 if one.per == Per.WEEK else 1 / WEEKS_A_MONTH) for one in then), Decimal(0))
    if kept >= CLEARLY_LESS * planned:
        return None
    a_week = kept / len(then)
    if aim.per == Per.WEEK and (number := _up(kind, a_week)) < aim.number:
        return Aim(number, Per.WEEK)
    a_month, was = _up(kind, a_week * WEEKS_A_MONTH), aim.number * (WEEKS_A_MONTH if aim.per == Per.WEEK else 1)
    return Aim(a_month, Per.MONTH) if a_month < was else None


def _up(kind: str, number: Decimal) -> Decimal:
    """Rounded up to what can be planned: a whole number, of hours a half; at least one of them."""
    step = 2 if kind == Kind.HOURS else 1
    return max(Decimal(1), Decimal(math.ceil(number * step))) / step


def first_of_month(day: dt.date, back: int = 0) -> dt.date:
    """The first day of a month, so many months back.

    >>> first_of_month(dt.date(2026, 1, 31), 2), first_of_month(dt.date(2026, 12, 5), -1)
    (datetime.date(2025, 11, 1), datetime.date(2027, 1, 1))
    """
    month = day.year * 12 + day.month - 1 - back
    return dt.date(month // 12, month % 12 + 1, 1)


def _mondays(first: dt.date, last: dt.date) -> list[dt.date]:
    """The weeks that have a day of this month."""
    monday = rules.monday_of(first)
    return [monday + WEEK * step for step in range((last - monday).days // 7 + 1)]
