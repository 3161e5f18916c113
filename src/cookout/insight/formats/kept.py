"""A study as plain JSON and back, exactly: what a run keeps of it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from cookout.science.study.results import Complaint, Estimate, Facts, Line, Study, Words

ENDLESS = {"inf": math.inf, "-inf": -math.inf, "nan": math.nan}
"""JSON has no such numbers, and a database refuses them."""


def as_data(value: Any) -> Any:
    """Frozen values, mappings and sequences as what JSON knows.

    >>> as_data(Words("%(n)s months", {"n": "3"}))
    {'text': '%(n)s months', 'values': {'n': '3'}}
    >>> as_data((1, float("inf")))
    [1, {'endless': 'inf'}]
    """
    if is_dataclass(value):
        return {field.name: as_data(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): as_data(item) for key, item in value.items()}
    if isinstance(value, str) or value is None:
        return value
    if isinstance(value, Sequence):
        return [as_data(item) for item in value]
    return _number(value.item() if hasattr(value, "item") else value)


def _number(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return {"endless": str(value)}
    return value


def study_of(data: Mapping[str, Any]) -> Study:
    """The study that `as_data` wrote down."""
    told = _plain(data)
    return Study(
        facts=Facts(**told["facts"]),
        estimates={key: _estimate(one) for key, one in told["estimates"].items()},
        lines=tuple(_line(one) for one in told["lines"]),
        finding=Words(**told["finding"]),
        can_say=tuple(Words(**one) for one in told["can_say"]),
        cannot_say=tuple(Words(**one) for one in told["cannot_say"]),
        complaints=tuple(_complaint(one) for one in told["complaints"]),
    )


def _plain(value: Any) -> Any:
    """Numbers that JSON does not know, as they were; sequences as tuples."""
    if isinstance(value, Mapping):
        if set(value) == {"endless"}:
            return ENDLESS[value["endless"]]
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return tuple(_plain(item) for item in value)
    return value


def _estimate(told: Mapping[str, Any]) -> Estimate:
    return Estimate(**{**told, "plain": Words(**told["plain"]), "exact": Words(**told["exact"])})


def _line(told: Mapping[str, Any]) -> Line:
    return Line(**told)


def _complaint(told: Mapping[str, Any]) -> Complaint:
    return Complaint(**{**told, "words": Words(**told["words"])})
