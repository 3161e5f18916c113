"""`cookout pair ROSTER` as a person runs it: what is planned, refused and said."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cookout.science.pairing import command, from_files
from cookout.science.pairing.one_round import one_round
from cookout.science.pairing.tests.pair_files import MONDAY, chapter, put

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """What comes of the words: code, output, errors."""

    def ran(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = command.main([*map(str, words), "--from", MONDAY])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        told = capsys.readouterr()
        return code, told.out, told.err

    return ran


@pytest.fixture
def plan(run: Run) -> Callable[..., dict[str, Any]]:
    """The plan as JSON."""

    def planned(*words: object) -> dict[str, Any]:
        code, out, err = run(*words, "--json")
        assert (code, err) == (0, "")
        return dict(json.loads(out))

    return planned


def names(folder: Path, *said: str) -> Path:
    """A roster of names."""
    return put(folder / "names.csv", "name", *said)


def met(told: dict[str, Any]) -> set[frozenset[str]]:
    return {frozenset((one["a"], one["b"])) for one in told["pairs"]}


def test_a_chapters_plan_keeps_every_rule_and_is_proved(tmp_path: Path, plan: Callable[..., dict[str, Any]]) -> None:
    roster, history = chapter(tmp_path, members=24)
    told = plan(roster, "--history", history)
    assert told["optimal"]
    assert told["value"] == told["upper_bound"] == sum(one["gain"] for one in told["pairs"])
    weekly = Counter((name, one["week"]) for one in told["pairs"] for name in (one["a"], one["b"]))
    assert set(weekly.values()) == {1}
    assert len(met(told)) == len(told["pairs"])
    away = {(name, week["week"]) for week in told["weeks"] for name in week["away"]}
    assert away
    assert not away & set(weekly)
    recent = {frozenset(row.split(",")[:2]) for row in history.read_text().splitlines() if row[-10:] > "2026-09-07"}
    assert recent
    assert not recent & met(told)
    assert all(one["why"] for one in told["pairs"])


def test_the_same_seed_is_the_same_plan(tmp_path: Path, run: Run) -> None:
    roster, history = chapter(tmp_path, members=12)
    words = (roster, "--history", history, "--hat", "1", "--json", "--seed")
    assert run(*words, 7)[1] == run(*words, 7)[1]
    drawn = [json.loads(run(*words, seed)[1])["drawn"] for seed in range(4)]
    assert any(one != drawn[0] for one in drawn)


def words_of(told: dict[str, Any]) -> list[str]:
    """What stands in the way of a plan."""
    return [one["words"] for one in told["obstacles"]]


def test_who_has_nobody_from_the_hat_is_said(tmp_path: Path, plan: Callable[..., dict[str, Any]]) -> None:
    told = plan(names(tmp_path, "Ana", "Ben", "Cy", "Dora", "Emil"), "--hat", 1)
    drawn = {one[side] for one in told["drawn"] for side in "ab"}
    (alone,) = set(told["meetings"]) - drawn
    assert f"Nobody came from the hat for {alone}." in words_of(told)
    even = plan(names(tmp_path, "Ana", "Ben", "Cy", "Dora"), "--hat", 1)
    assert words_of(even) == []


def test_asked_for_more_than_the_weeks_hold_the_plan_says_so(
    tmp_path: Path, plan: Callable[..., dict[str, Any]]
) -> None:
    roster = names(tmp_path, "Ana", "Ben", "Cy", "Dora")
    told = words_of(plan(roster, "--hat", 9, "--per-month", 9))
    assert "--hat 9: 4 weeks hold 4, one a week and member." in told
    assert "--per-month 9: 4 weeks hold 4, one a week and member." in told
    assert "Fewer than 4 came from the hat for Ana, Ben, Cy and Dora." in told, "four have three others"
    assert words_of(plan(roster, "--weeks", 2)) == []


def test_a_day_that_has_not_come_is_said(tmp_path: Path, plan: Callable[..., dict[str, Any]]) -> None:
    roster = names(tmp_path, "Ana", "Ben", "Cy", "Dora")
    history = put(tmp_path / "h.csv", "a,b,date", "Ana,Ben,2099-04-30", "Cy,Dora,2025-04-30")
    told = plan(roster, "--history", history)
    (said,) = (note for note in told["notes"] if "after" in note)
    assert said.startswith("“h.csv”: 1 line has a date after 20")
    assert "the latest 2099-04-30. Such a pair counts as met this month" in said
    assert frozenset(("Ana", "Ben")) not in met(told)


def test_a_day_after_the_first_week_of_a_plan_of_long_ago_is_said(tmp_path: Path) -> None:
    roster = names(tmp_path, "Ana", "Ben", "Cy", "Dora")
    history = put(tmp_path / "h.csv", "a,b,date", "Ana,Ben,2012-01-08", "Cy,Dora,2012-01-09")
    told = from_files.plan_of_files(from_files.Wishes(str(roster), str(history), first=date(2012, 1, 2)))
    assert [note for note in told.notes if "1 line has a date after 2012-01-08" in note]


def test_gains_override_what_is_reckoned_and_no_is_kept_and_told_to_nobody(
    tmp_path: Path, plan: Callable[..., dict[str, Any]], run: Run
) -> None:
    gains = put(tmp_path / "g.csv", "a,b,gain", "Ana,Ben,5000", "Cy,Dora,no")
    told = plan(names(tmp_path, "Ana", "Ben", "Cy", "Dora"), "--gains", gains, "--weeks", 1)
    assert (told["value"], told["optimal"]) == (5000, True)
    assert [(one["a"], one["b"], one["why"]) for one in told["pairs"]] == [("Ana", "Ben", "your gain of 5,000")]
    code, out, _err = run(names(tmp_path, "Cy", "Dora", "Ana"), "--gains", put(gains, "a,b,gain", "Cy,Dora,no"))
    assert code == 0
    assert not [line for line in out.splitlines() if "Cy" in line and "Dora" in line and "Sits out" not in line]
    assert "g.csv" not in out


def test_an_odd_one_sits_out_and_another_one_after_a_month_in_which_she_met_less(
    tmp_path: Path, plan: Callable[..., dict[str, Any]]
) -> None:
    roster = names(tmp_path, "Ana", "Ben", "Cy")
    for away in ("Ana", "Ben", "Cy"):
        others = [name for name in ("Ana", "Ben", "Cy") if name != away]
        history = put(tmp_path / "h.csv", "a,b,date", f"{others[0]},{others[1]},2026-11-16")
        told = plan(roster, "--history", history, "--weeks", 1, "--months-apart", 0)
        assert away in told["pairs"][0].values()
        assert len(told["weeks"][0]["sits_out"]) == 1
        assert away not in told["weeks"][0]["sits_out"]
    assert {one["code"] for one in told["obstacles"]} == {"sits_out"}


def test_fairness_never_costs_a_gain(tmp_path: Path, plan: Callable[..., dict[str, Any]]) -> None:
    history = put(tmp_path / "h.csv", "a,b,date", "Ana,Ben,2026-11-16", "Ana,Ben,2026-11-17")
    gains = put(tmp_path / "g.csv", "a,b,gain", "Ana,Ben,12", "Ana,Cy,11", "Ben,Cy,11")
    told = plan(
        names(tmp_path, "Ana", "Ben", "Cy"), "--history", history, "--gains", gains, "--weeks", 1, "--months-apart", 0
    )  # fmt: skip
    assert (told["value"], told["optimal"]) == (12, True)


def test_one_classification_is_kept_apart_where_asked(tmp_path: Path, plan: Callable[..., dict[str, Any]]) -> None:
    roster = put(
        tmp_path / "r.csv", "name,classification", "Ana,Realtor", "Ben,Estate agent", "Cy,Florist", "Dora,florist"
    )
    assert frozenset(("Ana", "Ben")) in met(plan(roster))
    assert met(plan(roster, "--apart")) == {frozenset((a, b)) for a in ("Ana", "Ben") for b in ("Cy", "Dora")}


def test_time_slots_bring_together_only_who_share_one(tmp_path: Path, plan: Callable[..., dict[str, Any]]) -> None:
    roster = put(
        tmp_path / "r.csv", "name,week 1 am,week 1 pm", "Ana,yes,no", "Ben,yes,yes", "Cy,no,yes", "Dora,yes,no"
    )  # fmt: skip
    told = plan(roster)
    assert {(frozenset((one["a"], one["b"])), one["slot"]) for one in told["pairs"]} == {
        (frozenset(("Ana", "Dora")), "am"), (frozenset(("Ben", "Cy")), "pm")
    }  # fmt: skip


def test_capacity_and_newcomers_are_read(tmp_path: Path, plan: Callable[..., dict[str, Any]]) -> None:
    roster = put(tmp_path / "r.csv", "name,per_month,since", "Ana,1,", "Ben,4,2026-11-01", "Cy,4,", "Dora,0,")
    told = plan(roster)
    assert told["meetings"] == {"Ana": 1, "Ben": 2, "Cy": 1, "Dora": 0}
    assert "Ben is new" in told["pairs"][0]["why"]
    assert [one["words"] for one in told["obstacles"]][0] == "Dora has 0 a month, and so no meeting."


@pytest.mark.parametrize(
    ("rows", "words", "said"),
    [
        (["name", "Ana"], (), "has one member, Ana. It takes two to make a pair."),
        (["name,week 1", "Ana,no", "Ben,no"], (), "Nobody can meet in any of the weeks."),
        (["name,week 1,week 2", "Ana,yes,no", "Ben,no,yes"], (), "No two who may meet can do so in the same week."),
        (["name,week 1 am,week 1 pm", "Ana,yes,no", "Ben,no,yes"], (), "at the same time of a week"),
        (
            ["name,classification", "Ana,Florist", "Ben,Florist"],
            ("--apart",),
            "are of one classification: without --apart",
        ),
        (["name", "Ana", "Ben"], ("--per-month", "0"), "No two who may meet"),
    ],
)
def test_where_there_is_no_plan_the_cause_is_one_sentence_and_the_code_is_two(
    tmp_path: Path, run: Run, rows: list[str], words: tuple[str, ...], said: str
) -> None:
    code, out, err = run(put(tmp_path / "r.csv", *rows), *words, "--csv", tmp_path / "out.csv", "--json")
    assert (code, out) == (2, "")
    assert said in err
    assert len(err.splitlines()) == 1
    assert not (tmp_path / "out.csv").exists()


def test_where_everybody_refuses_everybody_the_file_is_named_and_nobody(tmp_path: Path, run: Run) -> None:
    gains = put(tmp_path / "g.csv", "a,b,gain", "Ana,Ben,no", "Ana,Cy,0", "Ben,Cy,no")
    code, out, err = run(names(tmp_path, "Ana", "Ben", "Cy"), "--gains", gains)
    assert (code, out, err) == (2, "", "No two of the members may meet. “g.csv” does not let any two meet.\n")


def test_whose_pairs_are_all_refused_is_named_without_whose_wish_it_is(
    tmp_path: Path, plan: Callable[..., dict[str, Any]]
) -> None:
    gains = put(tmp_path / "g.csv", "a,b,gain", "Ana,Ben,no", "Ana,Cy,no", "Ana,Dora,no")
    told = plan(names(tmp_path, "Ana", "Ben", "Cy", "Dora"), "--gains", gains)
    said = next(one["words"] for one in told["obstacles"] if one["code"] == "no_candidate")
    assert said.startswith("There is nobody left whom Ana may meet")
    assert not {"Ben", "Cy", "Dora"} & set(said.replace(":", " ").split())


def test_two_hundred_thousand_members_are_told_the_way_out_before_a_pair_is_weighed(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def weighed(*_: object) -> None:
        raise AssertionError("pairs were made")

    monkeypatch.setattr(from_files.Worth, "_blocks", weighed)
    code, _out, err = run(put(tmp_path / "big.csv", "name", *(f"M{at}" for at in range(200_000))))
    assert code == 2
    assert "has 200,000 members, which makes 19,999,900,000 pairs" in err
    assert "--gains FILE --only-listed" in err


def test_many_members_are_paired_from_a_list(tmp_path: Path, plan: Callable[..., dict[str, Any]]) -> None:
    many = 4000
    roster = put(tmp_path / "r.csv", "name", *(f"M{at}" for at in range(many)))
    ring = put(tmp_path / "g.csv", "a,b", *(f"M{at},M{(at + step) % many}" for at in range(many) for step in (1, 2)))
    told = plan(roster, "--gains", ring, "--only-listed", "--weeks", 1)
    assert (len(told["pairs"]), told["optimal"], told["candidates"]) == (many // 2, True, 2 * many)


def test_more_than_can_be_planned_together_says_what_to_do(tmp_path: Path, run: Run) -> None:
    code, _out, err = run(put(tmp_path / "r.csv", "name", *(f"M{at}" for at in range(600))))
    assert code == 2
    assert "179,700 pairs in 4 weeks" in err
    assert "--weeks 1" in err


def test_one_week_is_the_best_round(tmp_path: Path, plan: Callable[..., dict[str, Any]]) -> None:
    roster, history = chapter(tmp_path, members=11)
    told = plan(roster, "--history", history, "--weeks", 1)
    wishes = from_files.Wishes(str(roster), str(history), weeks=1, first=from_files.date(2026, 12, 7))
    read = from_files._read(wishes)
    worth = from_files.Worth(read.roster, read.history, None, read.weeks.first, wishes.wanted)
    pairs, here = worth.candidates(), read.weeks.available[:, 0, 0]
    both = here[pairs.first] & here[pairs.second]
    able = from_files.Candidates(11, pairs.first[both], pairs.second[both], pairs.gain[both])
    assert told["value"] == one_round(able).value


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nowhere.csv",), "“nowhere.csv” cannot be read"),
        (("r.csv", "--weeks", "0"), "Argument --weeks: “0” is no whole number from 1 to 53."),
        (("r.csv", "--seed", "-1"), "Argument --seed"),
        (("r.csv", "--only-listed"), "--only-listed needs --gains FILE"),
        (("r.csv", "--member", "Ana"), "Say --ics FILE as well"),
        (("r.csv", "--csv", "r.csv"), "is read, and would be lost"),
        (("r.csv", "--csv", "o.csv", "--xlsx", "o.csv"), "Name two files"),
        (("r.csv", "--ics", "o.ics", "--member", "Anna"), "nobody on the roster is called “Anna”. Is it “Ana”?"),
        (("r.csv", "--xlsx", "none/o.xlsx"), "there is no folder"),
        (("r.csv", "--colour"), "Unrecognized arguments: --colour."),
        ((), "The following arguments are required: ROSTER."),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_two(
    run: Run, words: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "r.csv", "name", "Ana", "Ben")
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert said in err
    assert len(err.splitlines()) == 1
    assert sorted(one.name for one in tmp_path.iterdir()) == ["r.csv"]
