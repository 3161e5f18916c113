"""The name of every estimate that a study holds, and its unit: the same whatever table it is made from."""

from cookout.science.study.results import BANDS, OUTCOMES

STEPS = ("1", "2", "3", "4+")

UNITS = {
    "band": "a month",
    "average": "a month",
    "months": "times",
    "members": "times",
    "pearson": "correlation",
    "members_pearson": "correlation",
    "spearman": "correlation",
    "slope": "a month",
    "pooled": "times",
    "same_member": "times",
    "controlled": "times",
    "steps": "times",
    "lead": "times",
    "overdispersion": "times",
    "pairs": "times",
    "control": "times",
    "lot": "referrals",
    "settle": "chapters",
}

PAIRS = ("pairs.met", "control.unmet", "lot.uptake", "lot.intent", "lot.effect", "lot.relative")
"""What only a table of pairs can answer."""

PLANS = ("settle.chapters", "settle.months")
"""What would settle it."""

_DETAILS = {"band": BANDS, "steps": STEPS}


def keys() -> tuple[str, ...]:
    """All of them, in the order in which they are told."""
    families = [family for family in UNITS if family not in ("pairs", "control", "lot", "settle")]
    of_members = tuple(
        f"{family}.{outcome}" + (f".{detail}" if detail else "")
        for family in families
        for outcome in OUTCOMES
        for detail in _DETAILS.get(family, ("",))
    )
    return of_members + PAIRS + PLANS


def unit(key: str) -> str:
    """In what an estimate is counted.

    >>> unit("same_member.given"), unit("lot.uptake"), unit("lot.relative")
    ('times', 'share', 'times')
    """
    special = {"lot.uptake": "share", "lot.relative": "times", "settle.months": "months"}
    return special.get(key) or UNITS[key.split(".")[0]]
