"""Does an answer hold? Everything is summed and counted again here, by other means than the engines'."""

from collections import Counter

import numpy as np

from cookout.science.errors import ScienceError
from cookout.science.pairing.instance import Candidates, Ints, Matching, Plan, Rules


def verify_matching(candidates: Candidates, matching: Matching) -> None:
    """Raise ScienceError with a sentence where the matching is not one, or not worth what it says.

    >>> pair = Candidates(2, np.array([0]), np.array([1]), np.array([5]))
    >>> verify_matching(pair, Matching(np.array([0]), 5, 5, "by hand"))
    >>> verify_matching(pair, Matching(np.array([0]), 6, 6, "by hand"))
    Traceback (most recent call last):
    cookout.science.errors.ScienceError: The pairs gain 5, but the answer says 6.
    """
    _known(candidates, matching.chosen)
    if bool(np.any(np.diff(matching.chosen) <= 0)):
        raise ScienceError("The chosen pairs are not in ascending order, or one is chosen twice.")
    met = Counter(_both(candidates, matching.chosen))
    twice = [member for member, times in met.items() if times > 1]
    if twice:
        raise ScienceError(f"Member {min(twice)} is in two pairs of one round.")
    _worth(candidates, matching.chosen, matching.value, matching.upper_bound)


def verify_plan(candidates: Candidates, rules: Rules, plan: Plan) -> None:
    """Raise ScienceError with a sentence where the plan breaks a rule, or is not worth what it says.

    Rules: the weeks exist, nobody meets twice in a week, nobody more often than her capacity, nobody in a week in which
    she cannot, no pair twice; each meeting is in a slot that its week has and in which both can.
    """
    _shapes(candidates, rules, plan)
    _known(candidates, plan.chosen)
    if len(set(plan.chosen.tolist())) != plan.chosen.size:
        raise ScienceError("A pair meets twice in the plan.")
    if any(not 0 <= week < rules.weeks for week in plan.week.tolist()):
        raise ScienceError(f"A pair meets in a week outside the {rules.weeks} of the plan.")
    _there(candidates, rules, plan)
    times: Counter[int] = Counter()
    in_week: set[tuple[int, int]] = set()
    for member, week in zip(_both(candidates, plan.chosen), plan.week.tolist() * 2, strict=True):
        if (member, week) in in_week:
            raise ScienceError(f"Member {member} meets twice in week {week}.")
        in_week.add((member, week))
        times[member] += 1
    for member, met in sorted(times.items()):
        if met > rules.capacity[member]:
            raise ScienceError(f"Member {member} meets {met} times, more often than her {rules.capacity[member]}.")
    _worth(candidates, plan.chosen, plan.value, plan.upper_bound)


def _there(candidates: Candidates, rules: Rules, plan: Plan) -> None:
    """Everybody can in the week and slot of each of her meetings."""
    by_slot, slots = rules.by_slot, plan.slot.tolist()
    if any(not 0 <= slot < by_slot.shape[2] for slot in slots):
        raise ScienceError(f"A pair meets in a slot outside the {by_slot.shape[2]} of a week.")
    for member, week, slot in zip(_both(candidates, plan.chosen), plan.week.tolist() * 2, slots * 2, strict=True):
        if not by_slot[member, week].any():
            raise ScienceError(f"Member {member} meets in week {week}, in which she cannot.")
        if not by_slot[member, week, slot]:
            raise ScienceError(f"Member {member} meets in week {week} in slot {slot}, in which she cannot.")


def _shapes(candidates: Candidates, rules: Rules, plan: Plan) -> None:
    """Rules and plan are of these members and of one length."""
    if rules.capacity.shape != (candidates.members,):
        raise ScienceError("The rules need one capacity for each member.")
    if rules.available.ndim not in {2, 3} or rules.available.shape[:2] != (candidates.members, rules.weeks):
        raise ScienceError("The rules need for each member and week whether she can meet.")
    for one, name in ((plan.week, "week"), (plan.slot, "slot")):
        if one.shape != plan.chosen.shape or not np.issubdtype(one.dtype, np.integer):
            raise ScienceError(f"The plan needs one {name}, a whole number, for each pair it chooses.")


def _known(candidates: Candidates, chosen: Ints) -> None:
    """Every chosen place is one of the candidates'."""
    if chosen.ndim != 1 or not np.issubdtype(chosen.dtype, np.integer):
        raise ScienceError("The chosen pairs are places in the list of candidates, whole numbers in a row.")
    if any(not 0 <= place < candidates.first.size for place in chosen.tolist()):
        raise ScienceError("A chosen pair is not among the candidates.")


def _both(candidates: Candidates, chosen: Ints) -> list[int]:
    """The first members of the chosen pairs, and then the second."""
    return [*candidates.first[chosen].tolist(), *candidates.second[chosen].tolist()]


def _worth(candidates: Candidates, chosen: Ints, value: int, upper_bound: int) -> None:
    """The value is the sum of the gains, and the bound is one."""
    gains = sum(candidates.gain[chosen].tolist())
    if gains != value:
        raise ScienceError(f"The pairs gain {gains}, but the answer says {value}.")
    if value > upper_bound:
        raise ScienceError(f"The answer gains {value}, more than its own bound of {upper_bound}.")
