"""Handmade cases of PRODUCT 5.6: value times how unknown or stale; two personal, two business; none within a year."""

from cookout.science import Candidate, coverage, grown, worth_asking


def _one(key: str, value: float = 1.0, *, facet: str = "", social: bool = True, **more: float) -> Candidate:
    return Candidate(key, facet or key, social, value, **more)


def test_the_weight_is_value_times_how_unknown_or_stale() -> None:
    told = {
        one.key: (one.reason, round(one.weight, 3))
        for one in worth_asking(
            [
                _one("new", 2.0),
                _one("thin", 3.0, known=1, age_days=73),
                _one("old", 1.0, known=3, age_days=730),
                _one("older than full", 1.0, known=2, age_days=292),
                _one("well known", 5.0, known=3, age_days=0),
            ]
        )
    }
    assert told == {
        "new": ("unknown", 2.0),
        "thin": ("thin", 2.0),
        "old": ("stale", 1.0),
        "older than full": ("stale", 0.8),
    }


def test_what_was_answered_within_a_year_is_not_asked() -> None:
    recent, past = _one("recent", 9.0, answered_days_ago=364), _one("past", 1.0, answered_days_ago=365)
    assert [one.key for one in worth_asking([recent, past])] == ["past"]


def test_two_business_questions_are_taken_though_personal_ones_weigh_more() -> None:
    personal = [_one(f"p{n}", 9.0) for n in range(6)]
    business = [_one(f"b{n}", 1.0, social=False) for n in range(3)]
    assert [one.key for one in worth_asking([*personal, *business])] == ["p0", "p1", "p2", "b0", "b1"]


def test_five_questions_spread_over_the_headings() -> None:
    goals = [_one(f"g{n}", 3.0, facet="goals") for n in range(5)]
    skills = [_one(f"s{n}", 2.0, facet="skills") for n in range(5)]
    assert [one.key for one in worth_asking([*goals, *skills])] == ["g0", "g1", "g2", "s0", "s1"]


def test_equal_weights_are_settled_by_key() -> None:
    assert [one.key for one in worth_asking([_one("c"), _one("a"), _one("b")], count=2)] == ["a", "b"]


def test_three_answers_to_the_more_valuable_of_two_questions_are_three_quarters() -> None:
    found = coverage({"worth three": 5}, {"worth three": 3.0, "worth one": 1.0})
    assert (found.share, found.known, found.asked, found.unknown) == (0.75, 1, 2, ("worth one",))


def test_each_day_is_a_step_with_what_was_learned() -> None:
    steps = grown([(20, "b"), (10, "a"), (20, "b"), (15, "not on the card")], {"a": 1.0, "b": 1.0})
    assert [(step.day, round(step.share, 3), step.learned) for step in steps] == [
        (10, 0.167, ("a",)),
        (20, 0.5, ("b",)),
    ]
