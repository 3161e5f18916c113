"""The profile by API and command: the same verbs, the same words, refusals in one sentence."""

import io
import json
import uuid
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from cookout.core.models import User
from cookout.core.testing import bearer
from cookout.people.models import PROMPTS, ProfileEntry, ProfileLink

API = "/api/v1"


class Program:
    """A program that acts for one user."""

    def __init__(self, client: Client, user: User, *scopes: str) -> None:
        self.client, self.headers = client, bearer(user, *scopes)

    def __call__(self, method: str, path: str, data: Any = None) -> Any:
        asked = {} if data is None else {"data": json.dumps(data), "content_type": "application/json"}
        return getattr(self.client, method)(f"{API}{path}", headers=self.headers, **asked)


@pytest.fixture
def call(client: Client, ada: User) -> Program:
    """Ada's program."""
    return Program(client, ada)


def test_an_entry_is_told_reworded_moved_and_taken_back(call: Program, ada: User) -> None:
    uid = str(uuid.uuid4())
    told = {"uid": uid, "text": "A garden", "prompt": "goals.personal", "audience": "me"}
    assert [call("post", "/profile", told).status_code for _time in range(2)] == [201, 201]
    assert ProfileEntry.objects.of(ada).count() == 1
    changed = call("patch", f"/profile/{uid}", {"text": "An orchard", "audience": "link", "prompt": ""}).json()
    assert (changed["text"], changed["audience"], changed["prompt"]) == ("An orchard", "link", "")
    (version,) = call("get", f"/profile/{uid}/versions").json()
    assert version["text"] == "A garden"
    assert call("post", f"/profile-versions/{version['uid']}/restoration").json()["text"] == "A garden"
    key = call("delete", f"/profile/{uid}").json()["act"]
    assert call("get", "/profile").json()["entries"] == []
    assert call("post", f"/acts/{key}/undo").json()["restored"] == 1
    assert [entry["uid"] for entry in call("get", "/profile").json()["entries"]] == [uid]


def test_the_profile_says_what_is_asked_and_what_helps(call: Program, ada: User) -> None:
    profile = call("get", "/profile").json()
    assert {question["key"] for question in profile["questions"]} == set(PROMPTS)
    assert (profile["answered"], len(profile["helpful"]), profile["person"]) == (0, 3, str(ada.person.uid))


def test_steps_move_an_entry(call: Program, ada: User) -> None:
    one, two = (ProfileEntry.tell(by=ada, text=text, prompt="goals.help") for text in ("One", "Two"))
    call("patch", f"/profile/{two.uid}", {"steps": -1})
    assert list(ProfileEntry.objects.of(ada)) == [two, one]


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"text": "", "prompt": "goals.help"}, 422),
        ({"text": "x" * 501, "prompt": "goals.help"}, 422),
        ({"text": "x", "facet": "gossip"}, 422),
        ({"text": "x", "facet": "goals", "audience": "all"}, 422),
        ({"text": "a\u0000b", "facet": "goals"}, 400),
        ({"text": "  ", "prompt": "goals.help"}, 409),
        ({"text": "x", "prompt": "goals.gossip"}, 409),
        ({"text": "x"}, 409),
    ],
)
def test_what_cannot_be_told_is_refused(call: Program, wrong: dict[str, str], status: int) -> None:
    assert call("post", "/profile", wrong).status_code == status
    assert not ProfileEntry.objects.exists()


def test_half_a_character_is_refused_or_kept_whole(call: Program) -> None:
    answer = call.client.post(
        f"{API}/profile", '{"text": "a\\ud800b", "facet": "goals"}', "application/json", headers=call.headers
    )
    assert answer.status_code in {201, 400, 422}


def test_a_link_is_made_shown_again_changed_and_ended(call: Program, client: Client, ada: User) -> None:
    made = call("post", "/profile-links", {"name": "Fair", "with_email": False}).json()
    assert made["expires_at"] is not None
    assert client.get(made["address"]).status_code == 200
    assert call("get", "/profile-links").json()[0]["address"] == made["address"]
    path = f"/profile-links/{made['uid']}"
    changed = call("patch", path, {"with_phone": False, "expires_at": None}).json()
    assert (changed["with_phone"], changed["with_email"], changed["expires_at"]) == (False, False, None)
    assert call("patch", path, {"expires_at": "2020-01-01T00:00:00Z"}).status_code == 409
    ended = call("delete", path).json()
    assert (ended["address"], ended["revoked_at"] is None) == ("", False)
    assert client.get(made["address"]).status_code == 404
    assert call("patch", path, {"name": "Again"}).status_code == 409
    assert call("post", "/profile-links", {"expires_at": None}).json()["expires_at"] is None


def test_a_strangers_program_finds_nothing(client: Client, ada: User, cleo: User) -> None:
    entry = ProfileEntry.tell(by=ada, text="A garden", prompt="goals.help")
    entry.reword(by=ada, text="An orchard")
    link = ProfileLink.make(by=ada)
    call = Program(client, cleo)
    assert call("patch", f"/profile/{entry.uid}", {"text": "Mine"}).status_code == 404
    assert call("delete", f"/profile/{entry.uid}").status_code == 404
    assert call("get", f"/profile/{entry.uid}/versions").status_code == 404
    assert call("post", f"/profile-versions/{entry.versions.get().uid}/restoration").status_code == 404
    assert call("patch", f"/profile-links/{link.uid}", {"name": "Mine"}).status_code == 404
    assert call("delete", f"/profile-links/{link.uid}").status_code == 404
    assert call("get", "/profile-links").json() == []
    assert call("get", f"/people/{ada.person.uid}/card.pdf").status_code == 404


def test_a_token_that_only_reads_tells_nothing(client: Client, ada: User) -> None:
    call = Program(client, ada, "people:read")
    assert call("get", "/profile").status_code == 200
    assert call("post", "/profile", {"text": "x", "facet": "goals"}).status_code == 403
    assert call("post", "/profile-links", {}).status_code == 403


def test_the_command_prints_the_sheet_and_writes_the_paper(ada: User, tmp_path: Path) -> None:
    ProfileEntry.tell(by=ada, text="A garden", prompt="goals.personal", audience="me")
    ProfileEntry.tell(by=ada, text="Free", facet="passion")
    out = io.StringIO()
    call_command("profile", stdout=out)
    assert "  A garden  [Only me]" in out.getvalue()
    assert "Why you are in business\n  Free" in out.getvalue()
    assert f"1 of {len(PROMPTS)} answered." in out.getvalue()
    out = io.StringIO()
    call_command("profile", json=True, stdout=out)
    assert json.loads(out.getvalue())["entries"][0]["said"][0]["text"] == "A garden"
    target = tmp_path / "card.pdf"
    call_command("profile", pdf=str(target), stdout=io.StringIO())
    printed = pypdf.PdfReader(target).pages[0].extract_text()
    assert "Free" in printed
    assert "A garden" not in printed, "what is for me alone is not on the paper I hand on"
    with pytest.raises(CommandError, match="could not be written"):
        call_command("profile", pdf=str(tmp_path / "no" / "card.pdf"), stdout=io.StringIO())
