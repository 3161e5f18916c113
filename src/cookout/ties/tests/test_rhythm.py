"""When a tie is due, and what shortens it."""

import datetime as dt

import pytest

from cookout.core.models import Act, User
from cookout.core.testing import query_count
from cookout.people.formats import catalogue
from cookout.people.models import Classification
from cookout.ties import rules
from cookout.ties.models import Capacity, Promise, Tie, Touch, is_crowded
from cookout.ties.testing import ago, keep, tie, touched


def crowded_trade() -> Classification:
    """A trade that the public figures call crowded."""
    rows = Classification.objects.exclude(naics="")
    return next(row for row in rows if row.crowding is not None and row.crowding.word == "crowded")


def test_any_touch_resets_what_is_due_whoever_began(ben: User) -> None:
    made = touched(tie(ben, "Marta Reyes", "cookout"), 40)
    assert made.due_on == ago(ben, 10)
    made.touch(by=ben, kind="mail", on=ago(ben, 5), by_me=False)
    assert (made.last_touch_on, made.due_on, made.overdue_on) == (ago(ben, 5), ago(ben, -25), ago(ben, -40))


def test_a_touch_that_is_corrected_or_taken_away_moves_what_is_due(ben: User) -> None:
    made = touched(tie(ben, "Marta Reyes", "cookout"), 40, 5)
    latest = Touch.objects.get(on=ago(ben, 5))
    latest.correct(by=ben, on=ago(ben, 8))
    made.refresh_from_db()
    assert made.last_touch_on == ago(ben, 8)
    latest.remove(by=ben)
    made.refresh_from_db()
    assert (made.last_touch_on, made.touch_days) == (ago(ben, 40), 1)


def test_my_crowded_trade_shortens_my_rhythms_and_my_own_word_overrides(ben: User) -> None:
    made = touched(tie(ben, "Marta Reyes", "active"), 10)
    assert made.rhythm == rules.Rhythm(90, 135)
    act = ben.person.rename(by=ben, classification=crowded_trade())
    made = Tie.objects.with_owner().get()
    assert is_crowded(made.owner)
    assert made.due_on == ago(ben, 10) + dt.timedelta(days=round(90 * rules.CROWDED))
    Capacity.of(ben).set_aside(by=ben, crowded=False)
    made.refresh_from_db()
    assert made.due_on == ago(ben, 10 - 90)
    Act.objects.filter(verb="capacity.set").latest("pk").undo(by=ben)
    act.undo(by=ben)
    made.refresh_from_db()
    assert made.due_on == ago(ben, 10 - 90)


def test_the_catalogue_knows_crowded_and_open_trades() -> None:
    words = {found.word for p in catalogue.professions() if (found := catalogue.crowding(p.naics))}
    assert "crowded" in words
    assert len(words) > 1


def test_refreshing_one_and_refreshing_all_agree(ben: User) -> None:
    made = [touched(tie(ben, f"Person {number}", "active"), *range(number, 200, 17)) for number in range(5)]
    for row in made:
        row.refresh()
    columns = ("pk", "last_touch_on", "touch_days", "own_rhythm", "due_on", "overdue_on")
    one_by_one = list(Tie.objects.order_by("pk").values_list(*columns))
    Tie.objects.update(last_touch_on=None, touch_days=0, own_rhythm=None, due_on=None, overdue_on=None)
    Tie.objects.all().refresh_all()
    assert list(Tie.objects.order_by("pk").values_list(*columns)) == one_by_one


def test_refreshing_all_asks_the_same_number_of_queries_for_ten_and_twenty(ben: User) -> None:
    counts = []
    for start in (0, 10):
        for number in range(start, start + 10):
            touched(tie(ben, f"Person {number}", "active"), 5)
        with query_count() as counted:
            Tie.objects.all().refresh_all()
        counts.append(counted[0])
    assert counts[0] == counts[1]


@pytest.mark.parametrize("deed", ["keep", "let_go", "remove", "none"])
def test_open_in_python_and_in_sql_agree(ben: User, deed: str) -> None:
    promise = tie(ben, "Marta Reyes").promise("x", by=ben, due_on=ago(ben, 0))
    if deed != "none":
        getattr(promise, deed)(by=ben)
    promise.refresh_from_db()
    assert Promise.objects.all().open().filter(pk=promise.pk).exists() == promise.is_open == (deed == "none")


def test_keeping_twice_is_keeping_once(ben: User) -> None:
    promise = tie(ben, "Marta Reyes").promise("x", by=ben, due_on=ago(ben, 0))
    promise.keep(by=ben)
    first = promise.kept_at
    promise.keep(by=ben)
    promise.refresh_from_db()
    assert promise.kept_at == first


def test_what_is_drawn_does_not_need_the_owner(ben: User) -> None:
    touched(tie(ben, "Marta Reyes", "cookout"), 10)
    row = Tie.objects.get()
    with query_count() as counted:
        ring = row.picture(ago(ben, 0)).ring
    assert counted[0] == 0
    assert ring is not None
    assert Tie.objects.between(ben, keep(ben, "New")).picture(ago(ben, 0)).ring is None
