"""The back-tests on small made tables: against slow counting, never by the future, and refused in sentences."""

import gzip
import json
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cookout.science import ScienceError
from cookout.science.backtest import reputation, ties
from cookout.science.backtest.command import main
from cookout.science.backtest.measures import judged

DAY = 86_400


@given(st.lists(st.tuples(st.integers(0, 2), st.booleans(), st.integers(0, 3)), max_size=30))
def test_measures_are_those_of_counting_pairs(rows):
    group = np.array([row[0] for row in rows], dtype=np.int64)
    came, score = (np.array([row[n] for row in rows], dtype=float) for n in (1, 2))
    found, aucs, tops = judged(group, came, score), [], []
    for one in set(group.tolist()):
        yes, no = score[(group == one) & (came == 1)], score[(group == one) & (came == 0)]
        if len(yes) and len(no):
            aucs.append(np.mean([(a > b) + (a == b) / 2 for a in yes for b in no]))
        if len(yes) and len(yes) + len(no) >= 5:
            every = np.concatenate((yes, no))
            tops.append(sum(min(1, max(0, (5 - (every > y).sum()) / (every == y).sum())) for y in yes) / 5)
    assert (found.groups, found.groups_of_five) == (len(aucs), len(tops))
    assert found.auc == pytest.approx(np.mean(aucs) if aucs else np.nan, nan_ok=True)
    assert found.precision == pytest.approx(np.mean(tops) if tops else np.nan, nan_ok=True)


def office(days: int = 120) -> list[tuple[int, int, int]]:
    """0 meets 1 weekly, 2 every ninth day for the first half; nobody else is ever close."""
    rows = [(0, 1, day * DAY) for day in range(0, days, 7)]
    rows += [(2, 0, day * DAY + 60) for day in range(0, days // 2, 9)]
    return sorted(rows + [(0, 3, 0), (1, 3, 10), (2, 2, 5)], key=lambda row: row[2])


def columns(rows):
    return tuple(np.array(column) for column in zip(*rows, strict=True))


def test_who_meets_weekly_comes_and_who_stopped_does_not():
    one, other, seconds = columns(office())
    done = ties.back_test(one, other, seconds.astype(float), ties.Window(80, 14, 14))
    assert (done.people, done.contacts, done.cuts) == (4, len(office()) - 1, (80.0, 94.0))
    assert {told.auc for told in done.told if told.task == "A"} == {1.0}
    assert done.points == 2 * 2 * 4  # four pairs are known at each of two cut-offs, each seen from both sides


def test_what_comes_later_changes_nothing_at_a_cut_off():
    one, other, seconds = columns(office())
    window = ties.Window(30, 14, 14, until=60)
    early = ties.back_test(one, other, seconds.astype(float), window)
    flood = [(0, 3, 61 * DAY + n) for n in range(500)]
    late = ties.back_test(
        *(np.append(a, b) for a, b in zip((one, other, seconds * 1.0), columns(flood), strict=True)), window
    )
    assert [one.auc for one in early.told] == pytest.approx([one.auc for one in late.told], nan_ok=True)
    assert late.contacts > early.contacts


def ratings(n: int = 800, seed: int = 4) -> list[tuple[int, int, int, int]]:
    """Forty people, ten of whom let others down; five raters find everybody bad."""
    chance, rows = Random(seed), []
    for at in range(n):
        rater, ratee = chance.sample(range(40), 2)
        bad = chance.random() < (0.8 if ratee < 10 else 0.05) or (rater >= 35 and chance.random() < 0.7)
        rows.append((rater, ratee, -chance.randint(1, 10) if bad else chance.randint(1, 10), at * DAY))
    return rows


def test_reputation_tells_whoever_lets_others_down_and_a_mix_learns_it():
    by, of, size, when = columns(ratings())
    done = reputation.back_test(by, of, size.astype(float), when.astype(float), learned=True)
    told = {one.score: one for one in done.told}
    assert list(told) == ["last", "rater", "beta", "corrected", "default", "learned"]
    assert told["beta"].auc > 0.75
    assert told["default"].auc > told["corrected"].auc > 0.7
    assert told["learned"].auc > 0.8
    assert told["learned"].error < told["last"].error


def test_no_score_of_a_rating_knows_it_or_a_later_one():
    by, of, size, when = columns(ratings())
    half = len(by) // 2
    turned = np.where(np.arange(len(by)) < half, size, -size).astype(float)
    for scores in (
        lambda r: list(
            reputation._scores(
                by, of, r, when * 1.0, reputation.foretold(of, by, reputation.signs(r), when), 90
            ).values()
        ),
        lambda r: list(
            reputation._known(by, of, r, when * 1.0, reputation.foretold(of, by, reputation.signs(r), when)).T
        ),
    ):
        for before, after in zip(scores(size * 1.0), scores(turned), strict=True):
            assert before[: half + 1] == pytest.approx(after[: half + 1])


def test_too_little_to_judge_by_is_said():
    one, other, seconds = columns(office())
    for window, said in (
        (ties.Window(119), "no cut-off"),
        (ties.Window(0), "more than zero"),
        (ties.Window(1, 1e-6), "100,000"),
    ):
        with pytest.raises(ScienceError, match=said):
            ties.back_test(one, other, seconds.astype(float), window)
    with pytest.raises(ScienceError, match="Nobody was in contact"):
        ties.back_test([1], [1], np.array([5.0]), ties.Window(10))
    with pytest.raises(ScienceError, match="At least 20"):
        reputation.back_test([1, 2], [2, 1], np.array([1.0, -1.0]), np.array([1.0, 2.0]))
    with pytest.raises(ScienceError, match="is no score of ties"):
        ties.back_test(one, other, seconds.astype(float), ties.Window(30), ["charm"])


def table(folder: Path, text: str, name: str = "t.csv") -> str:
    path = folder / name
    path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return str(path)


def test_the_command_answers_in_a_table_and_in_json(tmp_path, capsys):
    days = "\n".join(f"{a},{b},{t}" for a, b, t in office())
    packed, plain = (table(tmp_path, f"src,dst,t\n{days}\n", name) for name in ("t.csv.gz", "t.csv"))
    words = ["--from", "80", "--cut", "14", "--horizon", "14"]
    assert main(["ties", packed, *words]) == 0
    told = capsys.readouterr().out
    assert "A recency" in told
    assert "published" not in told
    assert main(["ties", plain, *words, "--score", "decay-7", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["published"] is None
    assert [one["score"] for one in found["told"]] == ["decay-7", "decay-7"]
    rows = "\n".join(",".join(map(str, row)) for row in ratings())
    assert (
        main(["reputation", table(tmp_path, f"rater,ratee,rating,t\n{rows}\n"), "--half-life", "90", "--learned"]) == 0
    )
    assert "learned" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("src,dst\n1,2\n", "has no column t. Its head must name src, dst, t"),
        ("", "has no column src, dst, t"),
        ("src,dst,t\n", "has a head and no rows"),
        (
            "src,dst,t\n1,2,3\n1,2,x\n\n1,2\n,2,5\n1,2,nan\n",
            "line 3: “x” is no time; line 5: cells are missing; line 6: a person",
        ),
        ("src,dst,t\n1,2,2026-02-30\n", "line 2: “2026-02-30” is no time"),
        ("src,dst,t\n1,2,1e300\n", "line 2: “1e300” is no time"),
        ('src,dst,t\n1,"2,3\n', "breaks off or is damaged"),
        ("src,dst,t\n" + "1,2,x\n" * 9, "and 4 more. Mend or remove them"),
    ],
)
def test_a_bad_file_is_refused_by_line(text, said, tmp_path, capsys):
    assert main(["ties", table(tmp_path, text)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert said in told.err


def test_what_is_no_such_file_is_said_in_a_sentence(tmp_path, capsys):
    latin = tmp_path / "latin.csv"
    latin.write_bytes(b"src,dst,t\n\xe4,2,3\n")
    broken = tmp_path / "broken.csv.gz"
    broken.write_bytes(gzip.compress(b"src,dst,t\n" + b"1,2,3\n" * 999)[:30])
    (tmp_path / "none.csv.gz").write_bytes(b"src,dst,t\n")
    for name, said in (
        ("latin.csv", "no text in UTF-8"), ("broken.csv.gz", "damaged"), ("none.csv.gz", "damaged"),
        ("gone.csv", "cannot be read"), ("", "cannot be read"),
    ):  # fmt: skip
        assert main(["ties", str(tmp_path / name)]) == 2
        assert said in capsys.readouterr().err
    for words in (["ties", "x", "--from", "-3"], ["reputation", "x", "--burn-in", "100"], ["charm", "x"], ["ties"]):
        with pytest.raises(SystemExit) as ended:
            main(words)
        assert ended.value.code == 2
        assert "`cookout backtest --help` says how." in capsys.readouterr().err


def test_days_may_be_written_as_days(tmp_path, capsys):
    rows = "\n".join(
        f"Ana,{who},2026-01-{day:02}T09:00:00Z" for who, day in (("Ben", 1), ("Cleo", 2), ("Ben", 9), ("Ben", 20))
    )
    assert (
        main(["ties", table(tmp_path, f"From,To,Date\n{rows}\n"), "--from", "5", "--cut", "7", "--horizon", "7"]) == 0
    )
    assert "4 contacts of 3 people in 19 days" in capsys.readouterr().out
