"""The sample as a house: loaded quickly, computed right, and private where it must be."""

import pytest

from cookout.core.models import House, User
from cookout.core.search import find
from cookout.events.models import Encounter, Event, Likeness
from cookout.events.rules import DECIDE_WITHIN
from cookout.groups.models import Group, Membership, Region
from cookout.people.models import Person, ProfileEntry
from cookout.people.models.person import Word
from cookout.plan.models import today_of
from cookout.plan.models.targets import Kind, Plan
from cookout.site.tests.conftest import NOW
from cookout.ties.models import Promise, Tie, Touch

DERIVED = ("last_touch_on", "touch_days", "own_rhythm", "due_on", "overdue_on")


def account(key: str) -> User:
    return User.objects.get(email=f"{key}@sample.example.org")


@pytest.mark.django_db
def test_the_house_is_marked_as_a_sample_and_written_in_eight_seconds(house: dict[str, int]) -> None:
    assert House.the().is_sample
    assert house["seconds"] <= 8
    assert house["users"] == 61
    assert house["touches"] > 1500


@pytest.mark.django_db
def test_nobody_can_guess_a_password_because_there_is_none(house: dict[str, int]) -> None:
    assert not any(user.has_usable_password() for user in User.objects.all())
    assert User.objects.filter(is_host=True).count() == 1


@pytest.mark.django_db
def test_sams_today_looks_like_the_design(house: dict[str, int]) -> None:
    sam = account("sam")
    today = today_of(sam, now=NOW)
    assert 17 <= len(today.tasks) <= 22
    informed = [task.words.what for task in today.inform]
    assert informed[:3] == [
        "Tell Odile about Bram Visser",
        "Tell Gloria about Adjoa Mensah",
        "Tell Marta about Héctor Delgado",
    ]
    assert 2 <= len(today.follow_up) <= 4
    assert [task.words.what for task in today.follow_up[-2:]] == [
        "Send Bram one page on irregular income and the house",
        "2 people wait to be sorted",
    ]
    assert [task.person.full_name for task in today.birthdays if task.person] == ["Elena Petrova"]
    assert {"Jerome Tate", "Beth Lawson"} <= {task.person.full_name for task in today.reach_out if task.person}
    assert 3 <= len(today.losing) <= 4
    assert today.more_due <= 10
    assert sum(bool(task.words.opener) for task in today.reach_out) >= 4
    words = [tie.picture(NOW.date()).word for tie in Tie.objects.visible_to(sam).filter(circle="cookout").with_owner()]
    assert sorted((words.count("warm"), words.count("cooling"), words.count("quiet"))) == [1, 3, 9]


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["renee", "gloria", "naomi"])
def test_every_door_opens_on_a_living_today(house: dict[str, int], key: str) -> None:
    today = today_of(account(key), now=NOW)
    assert today.follow_up
    assert today.birthdays
    assert len(today.reach_out) >= 3
    assert today.losing


@pytest.mark.django_db
def test_the_derived_columns_are_what_refreshing_would_write(house: dict[str, int]) -> None:
    for tie in Tie.objects.with_owner():
        loaded = [getattr(tie, name) for name in DERIVED]
        tie.derive(sorted({on.toordinal() for on in tie.touches.there().values_list("on", flat=True)}))
        assert [getattr(tie, name) for name in DERIVED] == loaded
    one = Tie.objects.exclude(due_on=None).first()
    assert one is not None
    before = [getattr(one, name) for name in DERIVED]
    one.refresh()
    assert [getattr(one, name) for name in DERIVED] == before


@pytest.mark.django_db
def test_whom_they_met_is_left_as_the_verbs_would_leave_it(house: dict[str, int]) -> None:
    sam, renee = account("sam"), account("renee")
    for met in Encounter.objects.select_related("tie__person", "event", "touch"):
        assert met.event is not None
        assert met.touch is not None
        assert (met.touch.tie_id, met.touch.on, met.touch.text) == (met.tie_id, met.event.on, met.talked)
        assert not met.brought or met.tie.person.created_at == met.captured_at
        assert met.tie.triages.exists() or met.tie.sort_on == met.on + DECIDE_WITHIN
    assert Event.objects.visible_to(renee).to_come(NOW.date()).filter(on=NOW.date(), name="Gallery hop").exists()
    assert [one.person.full_name for one in Likeness.objects.visible_to(renee).open()] == ["Greg Bauer"]
    assert not Encounter.objects.visible_to(sam).filter(owner=renee).exists()
    assert {plan.starts_on.weekday() for plan in Plan.objects.visible_to(sam)} == {0}
    assert len(Plan.objects.visible_to(sam)[0].aims) == len(Kind.values)


@pytest.mark.django_db
def test_names_sort_and_are_found_as_if_typed_in(house: dict[str, int]) -> None:
    for person in Person.objects.order_by("pk")[::17]:
        words = set(Word.objects.filter(person=person).values_list("word", "keeper_id"))
        key = person.sort_key
        person.save()
        person.refresh_words()
        assert person.sort_key == key
        assert set(Word.objects.filter(person=person).values_list("word", "keeper_id")) == words
    assert any(hit.title == "Odile Laurent" for hit in find(account("sam"), "odile"))
    assert not find(account("renee"), "odile laurent")


@pytest.mark.django_db
def test_members_read_each_other_and_private_books_stay_private(house: dict[str, int]) -> None:
    sam, renee = account("sam"), account("renee")
    assert ProfileEntry.objects.visible_to(sam).filter(person=renee.person).count() > 10
    assert not ProfileEntry.objects.visible_to(renee).filter(audience="me", person=sam.person)
    assert not Person.objects.visible_to(renee).filter(keeper=sam)
    chris = Person.objects.get(keeper=sam, full_name="Chris Yoon")
    assert [person.full_name for person in chris.accounts(sam)] == ["Chris Yoon"]
    assert Person.objects.get(keeper=sam, full_name="Marta Reyes").account_person is not None


@pytest.mark.django_db
def test_the_director_sees_her_region_and_gloria_leads_her_chapter(house: dict[str, int]) -> None:
    naomi, gloria = account("naomi"), account("gloria")
    assert Group.objects.visible_to(naomi).count() == 3
    assert Region.objects.visible_to(naomi).filter(name="Central Ohio").exists()
    assert Group.objects.get(name="Olentangy Chapter").is_led_by(gloria)
    assert not Group.objects.get(name="Olentangy Chapter").is_led_by(account("renee"))
    assert Membership.objects.current().filter(group__name="Olentangy Chapter").count() == 35


@pytest.mark.django_db
def test_everything_kept_belongs_to_the_owner_of_its_tie(house: dict[str, int]) -> None:
    for noun in (Touch, Promise):
        assert {row.owner_id == row.tie.owner_id for row in noun.objects.select_related("tie")} == {True}
