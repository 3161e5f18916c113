"""Time to trust: beside a slow, obvious median, and silent where little is known."""

import math
from itertools import product

from cookout.science.trust import Judged, TimeToTrust, is_known, time_to_trust


def of(crowded: tuple[float | None, ...], others: tuple[float | None, ...] = ()) -> TimeToTrust:
    """Ties watched for three years, that took so many days."""
    rows = [Judged(days, 1000, True) for days in crowded] + [Judged(days, 1000, False) for days in others]
    return time_to_trust(rows)


def test_the_median_is_the_first_day_on_which_half_are_trusted() -> None:
    """The slow way: walk day by day."""
    for days in product((3, 8, 20, None), repeat=5):
        slow = next((d for d in range(30) if 2 * sum(t is not None and t <= d for t in days) >= len(days)), None)
        assert of(days).everyone.value == slow


def test_four_ties_say_nothing_and_of_five_half_must_be_trusted() -> None:
    assert not is_known(of((10, 20, 30, 40)).everyone)
    assert is_known(of((10, 20, 30, 40, 50)).everyone)
    assert not is_known(of((10, 20, None, None, None)).everyone)


def test_the_slow_ones_are_not_forgotten() -> None:
    quick = of((10, 20, 30, 40, 50)).everyone.value
    slow = of((10, 20, 30, 40, 50, None, None, None)).everyone.value
    assert quick is not None
    assert slow is not None
    assert slow > quick


def test_who_was_watched_for_a_week_does_not_hold_the_median_back() -> None:
    rows = [Judged(float(days), 1000, False) for days in (10, 20, 30, 40, 50)]
    young = [Judged(None, 7, False)] * 20
    assert time_to_trust(rows + young).everyone.value == time_to_trust(rows).everyone.value


def test_a_direction_is_said_only_where_the_intervals_do_not_touch() -> None:
    early, late = (10, 20, 30, 40, 50, 60), (200, 210, 220, 230, 240, 250)
    assert of(late, early).direction == "longer"
    assert of(early, late).direction == "shorter"
    assert of(early, (20, 30, 40, 50, 60, 70)).direction == ""
    assert of(late, early[:3]).direction == ""
    assert of(()).direction == ""


def test_nothing_known_is_an_answer() -> None:
    nothing = of(()).everyone
    assert (nothing.value, nothing.n, math.isfinite(nothing.served)) == (None, 0, True)
