"""The slow, obvious answer to one round, beside which the quick one is held."""

from functools import cache

from cookout.science.pairing.instance import Candidates


def highest_gain(candidates: Candidates) -> int:
    """Try everything: the first member left meets nobody, or each whom she may meet."""
    gains = dict(
        zip(
            zip(candidates.first.tolist(), candidates.second.tolist(), strict=True),
            candidates.gain.tolist(),
            strict=True,
        )
    )

    @cache
    def best(left: tuple[int, ...]) -> int:
        """The highest gain among those left."""
        if not left:
            return 0
        one, others = left[0], left[1:]
        found = best(others)
        for other in others:
            if (one, other) in gains:
                found = max(found, gains[one, other] + best(tuple(m for m in others if m != other)))
        return found

    return best(tuple(range(candidates.members)))
