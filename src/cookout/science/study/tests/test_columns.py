"""What columns mean: by their names in two languages, as a person says, and where nothing can be known."""

import pytest

from cookout.science.errors import ScienceError
from cookout.science.study.reading.columns import check_roles, find, looks_like_score, recognised

HEADS = (
    "chapter,member,month,one_to_ones,referrals_given,referrals_received",
    "Chapter Name,Member ID,Date,1-2-1s,Given,Received",
    "Gruppe,Mitglied,Monat,1-2-1,Gegebene Empfehlungen,Erhaltene Empfehlungen",
    "Unternehmerteam,Name,Zeitraum,Vier-Augen-Gespräche,Empfehlungen gegeben,Empfehlungen erhalten",
    "team,person,period,one2ones,referrals out,referrals in",
    "CHAPTER,MEMBER,MONTH,ONE TO ONES,REFERRALS GIVEN,REFERRALS RECEIVED",
)
ROLES = ("chapter", "member", "month", "one_to_ones", "referrals_given", "referrals_received")


@pytest.mark.parametrize("head", HEADS)
def test_each_head_is_understood(head: str) -> None:
    names = head.split(",")
    found = find(names, {})
    assert found.kind == "months"
    assert {role: str(filled) for role, filled in found.filled.items()} == dict(zip(ROLES, names, strict=True))
    assert not found.unknown


def test_inside_and_outside_referrals_are_summed_and_the_short_letters_known() -> None:
    names = ["First Name", "Last Name", "P", "A", "L", "RGI", "RGO", "RRI", "RRO", "V", "1-2-1", "Month"]
    found = find(names, {})
    shown = {role: str(filled) for role, filled in found.filled.items()}
    assert shown == {
        "member": "First Name Last Name", "month": "Month", "one_to_ones": "1-2-1", "referrals_given": "RGI + RGO",
        "referrals_received": "RRI + RRO", "attendance": "P",
    }  # fmt: skip
    assert found.unknown == ("A", "L", "V")


def test_a_first_name_joins_the_last_whatever_that_is_called() -> None:
    for last in ("Nachname", "Name", "Familienname"):
        found = find(["Vorname", last, "Monat", "Treffen", "gegeben"], {})
        assert found.filled["member"].columns == ("Vorname", last)


def test_a_single_p_means_attendance_only_beside_the_other_short_letters() -> None:
    assert "attendance" not in find(["member", "month", "x", "given", "P"], {}).filled


def test_givers_and_receivers_make_pairs() -> None:
    found = find(["Geber", "Empfänger", "Monat", "Getroffen", "Empfehlungen", "Vorgeschlagen"], {})
    assert found.kind == "pairs"
    assert not found.lacks
    assert found.filled["suggested"].columns == ("Vorgeschlagen",)


def test_what_a_person_says_goes_before_names() -> None:
    names = ["member", "month", "one_to_ones", "given", "Plauderei"]
    found = find(names, {"one_to_ones": "plauderei"})
    assert found.filled["one_to_ones"].columns == ("Plauderei",)
    assert "one_to_ones" in found.unknown


def test_a_person_may_sum_join_and_count_columns() -> None:
    names = ["Vor", "Nach", "month", "a", "b", "c"]
    found = find(names, {"member": "Vor+Nach", "one_to_ones": "#4", "referrals_given": "b + c"})
    assert found.filled["member"].how == "joined"
    assert found.filled["one_to_ones"].columns == ("a",)
    assert (found.filled["referrals_given"].columns, found.filled["referrals_given"].how) == (("b", "c"), "summed")


def test_one_column_fills_one_role_only() -> None:
    found = find(["member", "month", "Treffen"], {"attendance": "Treffen"})
    assert "one_to_ones" in found.lacks


def test_a_role_that_is_none_is_named_with_the_nearest() -> None:
    with pytest.raises(ScienceError, match="“one_to_one” is nothing a study knows. Did you mean “one_to_ones”"):
        check_roles({"one_to_one": "x"}, None)
    with pytest.raises(ScienceError, match="giver"):
        check_roles({"giver": "x"}, "months")


def test_what_is_lacking_is_said() -> None:
    found = find(["shoes", "member"], {}, "months")
    assert found.lacks == ("month", "one_to_ones")
    assert not found.has_outcome


def test_a_head_is_told_from_values() -> None:
    assert recognised(["Mitglied", "Monat", "Schuhe"]) == 2
    assert recognised(["Ada", "2025-09", "3"]) == 0


@pytest.mark.parametrize(
    ("name", "is_score"), [("Points", True), ("Traffic light", True), ("Punkte", True), ("1-2-1", False)]
)
def test_a_score_is_known_by_its_name(name: str, is_score: bool) -> None:
    assert looks_like_score(name) is is_score
