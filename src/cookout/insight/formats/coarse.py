"""A study of several members for programs: no finer than the page writes it, so that no hidden number comes back.

From a correlation with all its digits follows the sum of the squares of all referrals, a whole number; with the months
and means of the bands, that sum leaves of the hidden numbers of the count table often only one answer. Two decimals
leave many.
"""

from collections.abc import Mapping
from typing import Any

DECIMALS = 2


def coarse(value: Any) -> Any:
    """The same with each fraction to two decimals, small ones to two digits. Whole numbers and words stay.

    >>> coarse({"value": 1.23456, "low": 0.0012345, "n": 84, "of": "member-months"})
    {'value': 1.23, 'low': 0.0012, 'n': 84, 'of': 'member-months'}
    """
    if isinstance(value, float):
        return round(value, DECIMALS) if abs(value) >= 0.1 else float(f"{value:.{DECIMALS}g}")
    if isinstance(value, Mapping):
        return {key: coarse(item) for key, item in value.items()}
    return [coarse(item) for item in value] if isinstance(value, list) else value


def told(study: Mapping[str, Any]) -> dict[str, Any]:
    """The mapping of a study, coarse; and what is not told is not told in part: it has no `more`."""
    found: dict[str, Any] = coarse(study)
    for one in found["estimates"].values():
        if one["silence"]:
            one["more"] = {}
    return found
