"""A round's plan: what the hat draws first, then the best of all that is left, checked before it is kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np
from django.utils import timezone
from django.utils.crypto import salted_hmac

from cookout.groups.models import Group
from cookout.rounds.models.apart import SLOTS
from cookout.rounds.models.asked import Asked
from cookout.rounds.models.asked_region import SECONDS, is_large, thin
from cookout.rounds.models.terms import Terms
from cookout.rounds.models.turns import costly, sitting_out, turns_of
from cookout.science.pairing.fairness import fair
from cookout.science.pairing.hat import Draw as Drawn
from cookout.science.pairing.hat_of_plan import HatOfPlan, hat_of_plan
from cookout.science.pairing.instance import Plan
from cookout.science.pairing.month_plan import plan_weeks
from cookout.science.pairing.preflight import Obstacle, Way
from cookout.science.pairing.verify import verify_plan

NOBODY: Mapping[int, int] = MappingProxyType({})

FEW = "few"
"""In place of an obstacle: whoever has most others to meet has fewer than 1-2-1s that the round allows."""

WISH = "wish"
"""In place of an obstacle: a private wish stands in the way, or when somebody can meet. It names nobody."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What was asked, and the answer: the plan, and which of its pairs the hat gave."""

    asked: Asked
    plan: Plan
    hat: HatOfPlan
    rest: Plan
    """What is planned around the hat's pairs."""
    turns: dict[int, int]
    """For weeks in which one must sit out: who does."""

    @classmethod
    def of(cls, round: Terms, asked: Asked, *, seconds: float, hat_from: int | None = None) -> "Planned":
        """Draw and plan; the same question and seed give the same plan. Fair where plans gain the same.

        `hat_from` is the seed of the hat, where it is not this house's own for these weeks.
        """
        drawn_from = hat_seed(round) if hat_from is None else hat_from
        if is_large(asked):
            return cls._of_many(round, asked, drawn_from)
        hat = hat_of_plan(asked.candidates, asked.rules, round.hat, seed=drawn_from, sat_out=asked.turns)
        turns = turns_of(asked, hat, round.seed)
        found = cls._around(round, asked, hat, seconds, turns)
        while dear := costly(hat, found.turns, found.rest):  # in these weeks alone whoever gains least sits out
            kept = {week: member for week, member in found.turns.items() if week not in dear}
            less = cls._around(round, asked, hat, seconds, kept)
            if less.rest.chosen.size <= found.rest.chosen.size:
                return found
            found = less
        return found

    @classmethod
    def _of_many(cls, round: Terms, asked: Asked, drawn_from: int) -> "Planned":
        """The same for a large region: among a part of the pairs, with a bound of all."""
        few = thin(asked, round.hat, seed=round.seed % 2**31, hat_from=drawn_from)
        found = cls._around(round, few.asked, few.hat, SECONDS, {})
        return replace(found, plan=replace(found.plan, upper_bound=few.upper_bound))

    @classmethod
    def _around(cls, round: Terms, asked: Asked, hat: HatOfPlan, seconds: float, turns: dict[int, int]) -> "Planned":
        """The best plan around what the hat gave, and whose turn it is to sit out."""
        most = int(hat.rules.capacity.sum()) // 2
        even = fair(hat.rest, asked.need, most)
        rules = sitting_out(hat.rules, turns)
        found = plan_weeks(even.candidates, rules, seed=round.seed % 2**31, seconds=seconds)
        value = int(hat.rest.gain[found.chosen].sum())
        plan = hat.whole(replace(found, value=value, upper_bound=even.gain(found.upper_bound)))
        verify_plan(asked.candidates, asked.rules, plan)
        return cls(asked, plan, hat, found, turns)

    @property
    def facts(self) -> dict[str, Any]:
        """What a round keeps of it beside its pairs."""
        return {
            "value": self.plan.value,
            "upper_bound": self.plan.upper_bound,
            "engine": self.plan.engine[:60],
            "planned_at": timezone.now(),
            "obstacles": obstacles_of(self.asked, self.turns),
            "learned": self.asked.lesson.as_data(),
        }

    def write(self, round: Terms) -> None:
        """Keep the draws and the pairs of a round that is saved."""
        keys = [one.pk for one in self.asked.memberships]
        drawn: dict[tuple[int, ...], Any] = {}
        for number, draw in enumerate(self.hat.draws, 1):
            row = round.draws.create(number=number, **_draw(draw, keys))
            drawn |= dict.fromkeys((tuple(pair) for pair in draw.pairs.tolist()), row)
        make = round.pairings.model
        round.pairings.bulk_create(
            [make(round=round, draw=drawn.get(places), **values) for places, values in self._pairs(keys)]
        )

    def _pairs(self, keys: list[int]) -> Iterator[tuple[tuple[int, int], dict[str, Any]]]:
        candidates, plan = self.asked.candidates, self.plan
        for pair, week, slot in zip(plan.chosen.tolist(), plan.week.tolist(), plan.slot.tolist(), strict=True):
            places = int(candidates.first[pair]), int(candidates.second[pair])
            yield (
                places,
                {
                    "first_id": keys[places[0]],
                    "second_id": keys[places[1]],
                    "week": week + 1,
                    "slot": SLOTS[slot],
                    "gain": int(candidates.gain[pair]),
                    "reasons": self.asked.why(pair),
                },
            )


def hat_seed(round: Terms) -> int:
    """From what the hat draws for these weeks: the same whoever plans and however often, and known to nobody.

    The seed of the plan stands on its page. Were it the hat's as well, whoever leads could plan until she likes whom
    the hat gives, and whoever draws again by herself, with and without a pair, would learn a private wish.
    """
    kind = "group" if isinstance(round.scope, Group) else "region"
    words = f"{kind} {round.scope.pk} {round.starts_on}"
    return int.from_bytes(salted_hmac("cookout.rounds.hat", words, algorithm="sha256").digest()[:8]) >> 2


def obstacles_of(asked: Asked, turns: Mapping[int, int] = NOBODY) -> list[dict[str, Any]]:
    """What stands in the way, as it is kept: a code, the keys of memberships, the week. Of a wish the code alone."""
    known = {one.week for one in asked.obstacles if one.code == Way.SITS_OUT}
    odd = [Obstacle(Way.SITS_OUT, (), week) for week in turns if week not in known]
    found = [_obstacle(one, asked, turns) for one in (*asked.obstacles, *odd)]
    if asked.few:
        found.append({"code": FEW, "members": [], "week": None, "others": asked.few})
    return [*found, {"code": WISH, "members": [], "week": None}] if asked.is_private else found


def _obstacle(one: Obstacle, asked: Asked, turns: Mapping[int, int]) -> dict[str, Any]:
    """Members are named where it is about them; of an odd week whoever sits out by turn."""
    places = one.members if one.week is None else (turns[one.week],) if one.week in turns else ()
    return {
        "code": one.code.value,
        "members": [asked.memberships[place].pk for place in places],
        "week": None if one.week is None else one.week + 1,
    }


def _draw(draw: Drawn, keys: list[int]) -> dict[str, Any]:
    """A draw as it is kept: enough to draw again from."""
    pairs = np.stack([draw.first, draw.second], axis=1).tolist()
    return {
        "policy": draw.policy,
        "seed": draw.seed,
        "redraws": draw.redraws,
        "ways": list(draw.ways),
        "members": keys,
        "turns": draw.turns.tolist(),
        "candidates": [[*pair, chance] for pair, chance in zip(pairs, draw.probability.tolist(), strict=True)],
        "pairs": draw.pairs.tolist(),
        "sits_out": draw.sits_out.tolist(),
    }
