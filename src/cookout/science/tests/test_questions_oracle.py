"""Beside the choice a slow one that tries every set of questions."""

import random
from collections import Counter
from itertools import combinations

from cookout.science import Candidate, Question, worth_asking


def test_no_other_allowed_set_pulls_harder_when_every_heading_is_all_personal_or_all_business() -> None:
    chance = random.Random(5)
    social = {"interests": True, "goals": True, "business": False, "customers": False}
    for _ in range(40):
        given = [
            Candidate(str(at), facet, social[facet], chance.randint(1, 9) / 2)
            for at, facet in enumerate(chance.choices(sorted(social), k=chance.randint(1, 9)))
        ]
        every = worth_asking(given, count=len(given))
        chosen = worth_asking(given, count=5)
        best = max((_pull(one) for one in combinations(every, min(5, len(every))) if _fair(one, every)), default=0)
        assert abs(_pull(chosen) - best) < 1e-9


def _fair(chosen: tuple[Question, ...], every: tuple[Question, ...]) -> bool:
    return all(
        sum(one.social == social for one in chosen) >= min(2, sum(one.social == social for one in every))
        for social in (True, False)
    )


def _pull(chosen: tuple[Question, ...]) -> float:
    """Each question counts half of the one before it under its heading, the heaviest first."""
    before: Counter[str] = Counter()
    whole = 0.0
    for one in sorted(chosen, key=lambda one: -one.weight):
        whole += one.weight * 0.5 ** before[one.facet]
        before[one.facet] += 1
    return whole
