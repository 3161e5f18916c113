"""A plan as JSON; `docs/pair.md` lists the keys."""

import json
from typing import Any

from cookout.science.pairing.answer import Answer, Meeting, Week

VERSION = 1
"""Rises when a key changes its meaning or goes away."""


def as_json(answer: Answer) -> str:
    """The whole plan."""
    return json.dumps(as_mapping(answer), ensure_ascii=False, indent=2, allow_nan=False)


def as_mapping(answer: Answer) -> dict[str, Any]:
    """The same before it is written down."""
    return {
        "version": VERSION,
        "value": answer.value,
        "upper_bound": answer.upper_bound,
        "optimal": answer.optimal,
        "pairs": [_pair(one) for one in answer.meetings],
        "engine": answer.engine,
        "seed": answer.seed,
        "hat": answer.hat,
        "drawn": [{"a": one.a, "b": one.b, "week": one.week, "chance": one.chance} for one in answer.drawn],
        "members": len(answer.members),
        "candidates": answer.pairs,
        "weeks": [_week(one) for one in answer.weeks],
        "meetings": answer.times(),
        "obstacles": [{"code": one.code, "words": one.words} for one in answer.obstacles],
        "notes": list(answer.notes),
        "files": dict(answer.files),
    }


def _pair(one: Meeting) -> dict[str, Any]:
    return {"a": one.a, "b": one.b, "week": one.week, "slot": one.slot or None, "why": one.why, "gain": one.gain}


def _week(one: Week) -> dict[str, Any]:
    return {
        "week": one.number,
        "monday": one.monday.isoformat(),
        "sits_out": list(one.sits_out),
        "away": list(one.away),
    }
