"""A study as JSON: every estimate by its documented name, with its interval, its evidence and its words.

`docs/study.md` lists the keys. What is not known is null; JSON has no word for infinity, so that is null too.
"""

import json
import math
from collections.abc import Mapping
from typing import Any

from cookout.science.study.results import Complaint, Estimate, Facts, Line, Study
from cookout.science.study.words.said import answer, causal_sentence

VERSION = 1
"""Rises when a key changes its meaning or goes away."""


def as_json(study: Study, **about: Any) -> str:
    """The whole study; `about` adds what the caller knows of it, such as its files."""
    return json.dumps(as_mapping(study, **about), ensure_ascii=False, indent=2, allow_nan=False)


def as_mapping(study: Study, **about: Any) -> dict[str, Any]:
    """The same before it is written down."""
    told = answer(study)
    causal = causal_sentence(study)
    return {
        "version": VERSION,
        **about,
        "finding": str(study.finding),
        "answer": {
            "graph": told.graph,
            "claim": str(told.claim),
            "sure": str(told.sure),
            "meaning": str(told.meaning),
            "settles": str(told.settles),
            "other": str(told.other),
        },
        "causal": str(causal) if causal else None,
        "can_say": [str(words) for words in study.can_say],
        "cannot_say": [str(words) for words in study.cannot_say],
        "facts": _facts(study.facts),
        "complaints": [_complaint(one) for one in study.complaints],
        "estimates": {key: estimate(one) for key, one in study.estimates.items()},
        "lines": [_line(line) for line in study.lines],
    }


def estimate(one: Estimate) -> dict[str, Any]:
    """One number with all that belongs to it."""
    return {
        "value": _finite(one.value),
        "low": _finite(one.low),
        "high": _finite(one.high),
        "level": one.level,
        "unit": one.unit,
        "n": one.n,
        "of": one.of,
        "clusters": one.clusters,
        "groups": one.groups,
        "p": _finite(one.p),
        "silence": one.silence,
        "excludes_no_effect": one.excludes_no_effect,
        "plain": str(one.plain),
        "exact": str(one.exact),
        "more": {name: _plain(value) for name, value in one.more.items()},
    }


def month(number: int) -> str:
    """A month as a calendar writes it.

    >>> month(12 * 2025 + 6)
    '2025-07'
    """
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def _facts(facts: Facts) -> dict[str, Any]:
    return {
        "rows": facts.rows,
        "members": facts.members,
        "chapters": facts.chapters,
        "first": month(facts.first) if facts.rows or facts.pair_months else None,
        "last": month(facts.last) if facts.rows or facts.pair_months else None,
        "missing": facts.missing,
        "one_to_ones": facts.one_to_ones,
        "given": facts.given,
        "received": facts.received,
        "pairs": facts.pairs,
        "pair_months": facts.pair_months,
        "drawn": facts.drawn,
    }


def _complaint(one: Complaint) -> dict[str, Any]:
    return {"code": one.code, "words": str(one.words), "rows": one.rows, "examples": list(one.examples)}


def _line(line: Line) -> dict[str, Any]:
    return {
        "outcome": line.outcome,
        "intercept": _finite(line.intercept),
        "slope": _finite(line.slope),
        "covariance": [[_finite(value) for value in row] for row in line.covariance],
        "quantile": _finite(line.quantile),
    }


def _finite(value: float | None) -> float | None:
    return float(value) if value is not None and math.isfinite(value) else None


def _plain(value: Any) -> Any:
    """What JSON can hold: numbers of numpy as Python's, sequences as lists, the rest as text."""
    if value is None or isinstance(value, bool | str | int):
        return value
    if isinstance(value, Mapping):
        return {str(name): _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    try:
        number = float(value)
    except (TypeError, ValueError):
        return str(value)
    return int(number) if number.is_integer() and not isinstance(value, float) else _finite(number)
