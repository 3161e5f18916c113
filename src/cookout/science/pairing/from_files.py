"""From a roster to a plan: read, weighed, planned, verified, put into words."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil
from pathlib import Path

import numpy as np

from cookout.science.errors import ScienceError
from cookout.science.pairing.answer import Answer, Meeting, Told, Week
from cookout.science.pairing.hat_of_plan import HatOfPlan
from cookout.science.pairing.instance import Candidates, Flags, Plan, Rules
from cookout.science.pairing.less import less_than_asked
from cookout.science.pairing.preflight import Obstacle, preflight
from cookout.science.pairing.reading.history import History, ahead, read_history
from cookout.science.pairing.reading.own_gains import OwnGains, read_gains
from cookout.science.pairing.reading.roster import Roster, read_roster
from cookout.science.pairing.reading.weeks import Weeks, first_monday, many_weeks, weeks_of
from cookout.science.pairing.solving import solved, turns
from cookout.science.pairing.wording import HOPELESS, obstacles_told, why
from cookout.science.pairing.worth import NEWCOMER_MONTHS, Wanted, Worth, months_between

MONTHS_A_WEEK = 12 / 52
MOST_WEEKS = 53
FOUR = 4
ONE_MONTH = 5
"""A plan of so many weeks is one month's."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is asked."""

    roster: str
    history: str = ""
    gains: str = ""
    weeks: int = 0
    """0: those that the roster names, or else four."""
    per_month: int = 4
    first: date | None = None
    today: date = field(default_factory=date.today)
    hat: int = 0
    seed: int = 0
    seconds: float = 20.0
    blank: str = ""
    wanted: Wanted = field(default_factory=Wanted)


@dataclass(frozen=True, slots=True)
class _Read:
    """What the files hold."""

    roster: Roster
    history: History | None
    own: OwnGains | None
    weeks: Weeks


def plan_of_files(wishes: Wishes, begins: Callable[[], None] = lambda: None) -> Answer:
    """Who should meet whom? `begins` is told when all is read and long work begins.

    Raises ScienceError, with a sentence, where there is no plan or a file is wrong.
    """
    read = _read(wishes)
    worth = Worth(read.roster, read.history, read.own, read.weeks.first, wishes.wanted)
    rules = _rules(read, wishes)
    if worth.members < 2:
        raise ScienceError(
            f"“{read.roster.label}” has one member, {read.roster.members[0].name}. It takes two to make a pair."
        )
    candidates = worth.candidates()
    obstacles = preflight(candidates, rules)
    _stop_where_hopeless(read, worth, candidates, obstacles)
    begins()
    behind = turns(read.history, worth.members, read.weeks.first)
    plan, drawn = solved(candidates, rules, behind, hat=wishes.hat, seed=wishes.seed, seconds=wishes.seconds)
    names = tuple(member.name for member in read.roster.members)
    return Answer(
        members=names,
        pairs=candidates.gain.size,
        meetings=tuple(_meetings(read, worth, candidates, plan, drawn)),
        weeks=tuple(_weeks(names, read.weeks, candidates, rules, plan)),
        value=plan.value,
        upper_bound=plan.upper_bound,
        engine=plan.engine,
        seed=wishes.seed,
        hat=wishes.hat,
        months_apart=wishes.wanted.months_apart,
        obstacles=(*obstacles_told(obstacles, names), *_less(rules, drawn, names, wishes)),
        notes=(
            *read.roster.notes,
            *read.weeks.notes,
            *_of(read.history),
            *_late(read, wishes),
            *_of(read.own),
            *_overruled(worth),
        ),
        files={
            name: Path(path).name
            for name, path in (("roster", wishes.roster), ("history", wishes.history), ("gains", wishes.gains))
            if path
        },
    )


def _read(wishes: Wishes) -> _Read:
    roster = read_roster(wishes.roster, wishes.blank)
    history = read_history(wishes.history, roster.people) if wishes.history else None
    own = read_gains(wishes.gains, roster.people, only_listed=wishes.wanted.only_listed) if wishes.gains else None
    first = first_monday(roster, wishes.first, wishes.today)
    many = wishes.weeks or min(max(many_weeks(roster, first), 0), MOST_WEEKS) or FOUR
    return _Read(roster, history, own, weeks_of(roster, first, many))


def _of(read: History | OwnGains | None) -> tuple[str, ...]:
    return read.notes if read else ()


def _rules(read: _Read, wishes: Wishes) -> Rules:
    """Capacities are told for a month; a longer plan has as many for each of its months, rounded up."""
    weeks = read.weeks.available.shape[1]
    told = [wishes.per_month if one.per_month is None else one.per_month for one in read.roster.members]
    capacity = [_many(each, weeks) for each in told]
    return Rules(weeks, np.array(capacity, np.int64), read.weeks.available)


def _many(per_month: int, weeks: int) -> int:
    """How many meetings in so many weeks that is."""
    months = 1.0 if weeks <= ONE_MONTH else weeks * MONTHS_A_WEEK
    return ceil(round(per_month * months, 6))


def _less(rules: Rules, drawn: HatOfPlan | None, names: Sequence[str], wishes: Wishes) -> Iterator[Told]:
    """Where less was possible than was asked."""
    wanted = _many(wishes.per_month, rules.weeks)
    return less_than_asked(rules, drawn, names, hat=wishes.hat, per_month=wishes.per_month, wanted=wanted)


def _late(read: _Read, wishes: Wishes) -> tuple[str, ...]:
    """That a 1-2-1 was held after today or after the plan's first week."""
    until = min(wishes.today, read.weeks.first + timedelta(days=6))
    said = ahead(read.history, until) if read.history else ""
    return (said,) if said else ()


def _stop_where_hopeless(read: _Read, worth: Worth, candidates: Candidates, obstacles: tuple[Obstacle, ...]) -> None:
    """Say why there is no plan at all, and what may help."""
    found = next((one for one in obstacles if one.code in HOPELESS), None)
    if found is None:
        return
    names = [member.name for member in read.roster.members]
    (told,) = obstacles_told([found], names)
    causes = _AVAILABLE if candidates.gain.size else " ".join(_causes(worth))
    raise ScienceError(f"{told.words} {causes}".strip())


_AVAILABLE = "Look at the columns of weeks in the roster, and at --per-month and --from."


def _causes(worth: Worth) -> Iterator[str]:
    recent, same, refused = (worth.left_out[name] for name in ("recent", "same", "refused"))
    if recent:
        apart = worth.wanted.months_apart
        yield f"{recent:,} of the pairs met within {apart} months: --months-apart 0 lets them meet again."
    if same:
        yield f"{same:,} are of one classification: without --apart they may meet."
    if refused and worth.own:
        which = "the others" if recent or same else "any two"
        yield f"“{worth.own.label}” does not let {which} meet."


def _overruled(worth: Worth) -> Iterator[str]:
    """That a rule is stronger than a gain somebody gave."""
    many = worth.left_out["overruled"]
    if many and worth.own:
        pairs = "1 pair has" if many == 1 else f"{many:,} pairs have"
        yield f"{pairs} a gain in “{worth.own.label}” and may not meet, having met lately or by --apart."


def _meetings(
    read: _Read, worth: Worth, candidates: Candidates, plan: Plan, drawn: HatOfPlan | None
) -> Iterator[Meeting]:
    """The chosen pairs, week by week, the highest gain first."""
    first, second = candidates.first[plan.chosen], candidates.second[plan.chosen]
    facts, found = worth.gains_of(first, second)
    given = worth.given(first, second)
    chances = _chances(drawn)
    members = read.roster.members
    order = np.lexsort((second, first, -candidates.gain[plan.chosen], plan.slot, plan.week))
    for at in order.tolist():
        both = int(first[at]), int(second[at])
        sides = [(members[one].name, members[one].classification, _is_new(read, one)) for one in both]
        yield Meeting(
            a=sides[0][0], b=sides[1][0], week=int(plan.week[at]) + 1, slot=read.weeks.slots[int(plan.slot[at])],
            gain=int(candidates.gain[plan.chosen[at]]), chance=chances.get(both),
            why=why(at, facts, found, sides, given=int(given[at]), history=read.history is not None),
        )  # fmt: skip


def _is_new(read: _Read, member: int) -> bool:
    since = read.roster.members[member].since
    return since is not None and months_between(since, read.weeks.first) < NEWCOMER_MONTHS


def _chances(drawn: HatOfPlan | None) -> dict[tuple[int, int], float]:
    """For each pair that was drawn how likely that was."""
    found = {}
    for one in drawn.draws if drawn else ():
        places = np.flatnonzero(one.drawn)
        for at in places.tolist():
            found[int(one.first[at]), int(one.second[at])] = float(one.probability[at])
    return found


def _weeks(names: tuple[str, ...], weeks: Weeks, candidates: Candidates, rules: Rules, plan: Plan) -> Iterator[Week]:
    """Who sits out of each week: who could meet then, does not, and has not met as often as she can."""
    meets: Flags = np.zeros((len(names), rules.weeks), bool)
    for end in (candidates.first, candidates.second):
        meets[end[plan.chosen], plan.week] = True
    room = meets.sum(axis=1) < rules.capacity
    here: Flags = np.any(rules.by_slot, axis=2)
    for week in range(rules.weeks):
        out = np.flatnonzero(here[:, week] & ~meets[:, week] & room).tolist()
        away = np.flatnonzero(~here[:, week]).tolist()
        yield Week(week + 1, weeks.monday(week), tuple(names[at] for at in out), tuple(names[at] for at in away))
