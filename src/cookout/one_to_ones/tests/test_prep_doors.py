"""The prep sheet at every door: the same data, and nothing for strangers."""

import io
import json
from pathlib import Path

import pypdf
import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from cookout.core.models import User
from cookout.core.testing import bearer, no_writes
from cookout.one_to_ones.models import OneToOne
from cookout.one_to_ones.models.prep import prep_for
from cookout.one_to_ones.testing import fellows, in_days, noted, planned, was_held
from cookout.people.models import ProfileEntry
from cookout.ties.models import Tie, local_today
from cookout.ties.testing import keep


@pytest.fixture
def one(ben: User, ada: User) -> OneToOne:
    """A 1-2-1 that Ben and Ada have planned; each knows something of the other."""
    fellows(ben, ada)
    made = planned(ben, ada, in_days(2), place="Kettle & Crumb")
    ProfileEntry.tell(by=ada, facet="interests", prompt="interests.free_time", text="Running before dawn")
    ProfileEntry.tell(by=ben, facet="interests", prompt="interests.free_time", text="Running before dawn, too")
    Tie.objects.between(ben, ada.person).learn("goals", "Ten clients on monthly advice", by=ben)
    Tie.objects.between(ben, ada.person).promise("Introduce Hannah", by=ben, due_on=local_today(ben))
    return made


def plain(user: User, one: OneToOne) -> dict[str, object]:
    """What the model says, as JSON."""
    person = one.person_for(user)
    assert person is not None
    told: dict[str, object] = json.loads(
        json.dumps(prep_for(user, person, one, today=local_today(user)).as_data(), default=str)
    )
    return told


def get(client: Client, user: User, path: str, **headers: str) -> tuple[int, str]:
    answer = client.get(path, headers=headers or bearer(user, "one_to_ones:read"))
    return answer.status_code, answer.content.decode()


def of(told: str) -> dict[str, object]:
    """Without what JSON writes in its own way: the moments."""
    return {key: value for key, value in json.loads(told).items() if key not in {"starts_at", "ends_at", "file"}}


def test_page_program_command_and_paper_say_the_same(
    client: Client, ben: User, ada: User, one: OneToOne, tmp_path: Path
) -> None:
    model = {key: value for key, value in plain(ben, one).items() if key not in {"starts_at", "ends_at"}}
    by_one = get(client, ben, f"/api/v1/1-2-1s/{one.uid}/prep")
    by_person = get(client, ben, f"/api/v1/people/{ada.person.uid}/prep")
    out = io.StringIO()
    call_command("prep", "Ada", user=ben.email, json=True, stdout=out)
    assert (by_one[0], by_person[0]) == (200, 200)
    assert of(by_one[1]) == of(by_person[1]) == of(out.getvalue()) == model

    client.force_login(ben)
    with no_writes():
        page = client.get(f"/1-2-1s/{one.uid}/prep/").content.decode()
    printed, file = io.StringIO(), tmp_path / "prep.pdf"
    call_command("prep", "Ada", user=ben.email, stdout=printed)
    call_command("prep", "Ada", user=ben.email, pdf=file, stdout=io.StringIO())
    paper = " ".join(pypdf.PdfReader(file).pages[0].extract_text().split())
    said = ["You both run before dawn", "Ten clients on monthly advice", "Introduce Hannah", "Kettle"]
    questions = model["questions"]
    assert isinstance(questions, list)
    for words in [*said, *(question["text"] for question in questions)]:
        for told in (page, printed.getvalue(), paper):
            assert words in told.replace("&#x27;", "'")


def test_the_page_leads_on(client: Client, ben: User, ada: User, one: OneToOne) -> None:
    client.force_login(ben)
    for path in (f"/1-2-1s/{one.uid}/prep/", f"/1-2-1s/with/{ada.person.uid}/prep/"):
        page = client.get(path).content.decode()
        assert f'href="/1-2-1s/{one.uid}/guide/"' in page
        assert f'href="/1-2-1s/{one.uid}/prep.pdf"' in page
    marta = keep(ben, "Marta Reyes")
    page = client.get(f"/1-2-1s/with/{marta.uid}/prep/").content.decode()
    assert f'href="/1-2-1s/with/{marta.uid}/"' in page
    assert "Plan a 1-2-1" in page


@pytest.mark.parametrize("ending", ["prep/", "prep.pdf"])
def test_a_stranger_finds_no_sheet(client: Client, ben: User, cleo: User, one: OneToOne, ending: str) -> None:
    marta = keep(ben, "Marta Reyes")
    paths = [f"/1-2-1s/{one.uid}/{ending}", f"/1-2-1s/with/{marta.uid}/{ending}"]
    for path in paths:
        assert client.get(path).status_code == 302
    client.force_login(cleo)
    assert [client.get(path).status_code for path in paths] == [404, 404]
    client.force_login(ben)
    assert [client.get(path).status_code for path in paths] == [200, 200]
    assert [client.post(path).status_code for path in paths] == [405, 405]


@pytest.mark.parametrize("ending", ["prep", "prep.pdf"])
def test_a_stranger_s_program_finds_none_either(
    client: Client, ben: User, cleo: User, one: OneToOne, ending: str
) -> None:
    marta = keep(ben, "Marta Reyes")
    for path in (f"/api/v1/1-2-1s/{one.uid}/{ending}", f"/api/v1/people/{marta.uid}/{ending}"):
        assert client.get(path).status_code == 401
        assert client.get(path, headers=bearer(cleo, "one_to_ones:read")).status_code == 404
        assert client.get(path, headers=bearer(ben, "ties:read")).status_code == 403
        answer = client.get(path, headers=bearer(ben, "one_to_ones:read"))
        assert answer.status_code == 200
        assert "no-store" in answer.headers["Cache-Control"]


def test_nobody_prepares_for_themselves(client: Client, ben: User) -> None:
    client.force_login(ben)
    assert client.get(f"/1-2-1s/with/{ben.person.uid}/prep/").status_code == 404
    assert get(client, ben, f"/api/v1/people/{ben.person.uid}/prep")[0] == 404


def test_each_reads_their_own_sheet_of_one_1_2_1(client: Client, ben: User, ada: User, one: OneToOne) -> None:
    client.force_login(ada)
    page = client.get(f"/1-2-1s/{one.uid}/prep/").content.decode()
    assert "Ben Brandt" in page
    assert "Ten clients on monthly advice" not in page
    assert "Introduce Hannah" not in page


def test_a_removed_person_has_no_sheet(client: Client, ben: User) -> None:
    marta = keep(ben, "Marta Reyes")
    one = noted(ben, marta)
    marta.remove(by=ben)
    client.force_login(ben)
    assert client.get(f"/1-2-1s/{one.uid}/prep/").status_code == 404
    assert client.get(f"/1-2-1s/with/{marta.uid}/prep/").status_code == 404


def test_a_command_about_nobody_or_into_nowhere_says_so(ben: User, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Nobody in your book is called “Nora”"):
        call_command("prep", "Nora", user=ben.email)
    keep(ben, "Marta Reyes")
    with pytest.raises(CommandError, match="Could not write"):
        call_command("prep", "Marta", user=ben.email, pdf=tmp_path / "no" / "where.pdf")


def test_the_person_page_shows_common_ground_coverage_and_the_way_to_the_sheet(
    client: Client, ben: User, ada: User, one: OneToOne
) -> None:
    client.force_login(ben)
    page = client.get(f"/people/{ada.person.uid}/").content.decode()
    assert "card--butter" in page
    assert "You both run before dawn" in page
    assert "You know 2 of the" in page
    assert "Next 1-2-1: About both of you." in page
    assert f'href="/1-2-1s/with/{ada.person.uid}/prep/"' in page
    card = client.get(f"/ties/triage/?person={ada.person.uid}").text
    assert 'class="fact--common"' in card
    assert "You both run before dawn" in card
    own = client.get(f"/people/{ben.person.uid}/").content.decode()
    assert "card--butter" not in own
    assert "/prep/" not in own


def test_the_page_of_a_1_2_1_says_how_much_is_known_and_what_the_next_is_for(
    client: Client, ben: User, ada: User, one: OneToOne
) -> None:
    client.force_login(ben)
    page = client.get(f"/1-2-1s/{one.uid}/").content.decode()
    assert f'href="/1-2-1s/{one.uid}/prep/"' in page
    assert "What you know of Ada" in page
    assert "Next 1-2-1" not in page
    over = was_held(ben, ada.person, days=3)
    assert "Next 1-2-1: About Ada." in client.get(f"/1-2-1s/{over.uid}/").content.decode()
