"""Where a plan gives less than was asked: of the hat, or of meetings a month."""

from collections import Counter
from collections.abc import Iterator, Sequence

from cookout.science.pairing.answer import Told
from cookout.science.pairing.hat_of_plan import HatOfPlan
from cookout.science.pairing.instance import Rules
from cookout.science.pairing.wording import listed

USUAL = 4
"""A member meets so often in a month unless something else is said; it is more than short plans hold, and no matter."""


def less_than_asked(
    rules: Rules, drawn: HatOfPlan | None, names: Sequence[str], *, hat: int, per_month: int, wanted: int
) -> Iterator[Told]:
    """One sentence each; `wanted`: how many meetings `per_month` means in this plan."""
    weeks = f"{rules.weeks} week{'' if rules.weeks == 1 else 's'}"
    if per_month > USUAL and wanted > rules.weeks:
        yield Told("fewer_a_month", f"--per-month {per_month:,}: {weeks} hold {rules.weeks}, one a week and member.")
    if drawn is None:
        return
    possible = min(hat, rules.weeks)
    if hat > possible:
        yield Told("fewer_of_hat", f"--hat {hat:,}: {weeks} hold {possible}, one a week and member.")
    yield from _without(rules, drawn, names, possible)


def _without(rules: Rules, drawn: HatOfPlan, names: Sequence[str], possible: int) -> Iterator[Told]:
    """Who could meet and got fewer partners from the hat than others, or none; of an odd number one always does."""
    given = Counter(int(one) for end in (drawn.candidates.first, drawn.candidates.second) for one in end[drawn.chosen])
    able = (rules.by_week.any(axis=1) & (rules.capacity > 0)).nonzero()[0].tolist()
    nobody = [names[one] for one in able if not given[one]]
    fewer = [names[one] for one in able if 0 < given[one] < possible]
    if nobody:
        yield Told("nobody_of_hat", f"Nobody came from the hat for {listed(nobody)}.")
    if fewer:
        yield Told("fewer_of_hat", f"Fewer than {possible} came from the hat for {listed(fewer)}.")
