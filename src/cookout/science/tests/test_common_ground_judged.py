"""Judged pairs: the first half was tuned on; the second was written by somebody who saw neither it nor the code."""

import json
from pathlib import Path

import pytest

from cookout.science import Entry, common_ground

JUDGED = Path(__file__).parent / "judged"


def _numbers(half: str) -> tuple[int, int, int]:
    """How many findings were right, given and due; a finding is right only if its kind is the verdict."""
    rows = json.loads((JUDGED / f"{half}_half.json").read_text(encoding="utf-8"))
    told = [common_ground([Entry(**row["mine"])], [Entry(**row["theirs"])]).findings for row in rows]
    kinds = [found[0].kind if found else "none" for found in told]
    right = sum(kind == row["verdict"] != "none" for kind, row in zip(kinds, rows, strict=True))
    return right, sum(kind != "none" for kind in kinds), sum(row["verdict"] != "none" for row in rows)


@pytest.mark.parametrize("half", ["first", "second"])
def test_of_ten_findings_nine_are_right_and_of_ten_pairs_with_common_ground_eight_are_found(half: str) -> None:
    right, given, due = _numbers(half)
    # The bounds are stated as plain truths, so that a failure prints numbers and no pair of the blind half.
    assert (right / given >= 0.9, right / due >= 0.8) == (True, True)


def test_there_are_enough_judged_pairs_of_every_kind() -> None:
    rows = [
        row for half in ("first", "second") for row in json.loads((JUDGED / f"{half}_half.json").read_text("utf-8"))
    ]
    assert len(rows) >= 200
    assert min(sum(row["verdict"] == kind for row in rows) for kind in ("overlap", "complement", "none")) >= 40
