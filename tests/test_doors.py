"""Every door of the house: what a visitor without account gets, and what Cleo gets where Ben's things are.

Pages, API and commands are walked as they are registered; `tests/doors.py` has a line for each. What is added
later fails here until it has one.
"""

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.core.management import CommandError, call_command, get_commands, load_command_class
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cookout.core.management.base import UserCommand
from cookout.core.models import User
from cookout.core.testing import bearer, make_user, standing
from cookout.site.api import api
from tests.doors import COMMANDS, OPEN_API, PAGES, PRESSED, SAYS_NO, THINGS, For
from tests.shapes import filled, value
from tests.things import MARKER, ben_s_things

API = "/api/v1"


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    """The cast and what is Ben's, built once: every door is tried in a savepoint of its own."""
    with standing(django_db_blocker):
        ada, ben = make_user("Ada Adeyemi", is_host=True), make_user("Ben Brandt")
        make_user("Cleo Castillo")
        things = ben_s_things(ben, ada)
        connection.check_constraints()  # else PostgreSQL checks all these rows again after every test
        yield things


@pytest.fixture
def things(house: dict[str, Any], db: None) -> dict[str, Any]:
    """What is Ben's."""
    caches["default"].clear()
    return dict(house)


@pytest.fixture
def ada(things: dict[str, Any]) -> User:
    """Ada hosts; read anew, so that nothing sticks to her from another test."""
    return User.objects.get(email="ada@example.org")


@pytest.fixture
def ben(things: dict[str, Any]) -> User:
    """Ben is a member."""
    return User.objects.get(email="ben@example.org")


@pytest.fixture
def cleo(things: dict[str, Any]) -> User:
    """Cleo is a stranger."""
    return User.objects.get(email="cleo@example.org")


def read(answer: Any) -> str:
    """All that was answered, whole or in pieces."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode(errors="replace")


@cache
def contract() -> dict[str, Any]:
    """The API as it describes itself."""
    return dict(api.get_openapi_schema())


# Pages


def names(patterns: "list[URLPattern | URLResolver]", space: str = "") -> Iterator[str]:
    """The names of all addresses of pages."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"
        elif pattern.namespace != "api":
            yield from names(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)


def address(name: str, things: dict[str, Any]) -> str:
    door = PAGES[name]
    named = {door.part: door.shaped(things[door.thing])} if door.thing else {}
    secret = {"secret": "nonsense"} if name == "invitation" else {}
    return reverse(name, kwargs={**named, **secret, **door.others})


def pages(*kinds: For) -> list[str]:
    return sorted(name for name, door in PAGES.items() if door.who in kinds)


def both(client: Client, path: str) -> list[HttpResponse]:
    return [client.get(path), client.post(path)]  # type: ignore[list-item]  # what the test client adds is not used


def test_every_page_is_on_the_register() -> None:
    assert set(names(get_resolver().url_patterns)) == set(PAGES)


@pytest.mark.parametrize("name", pages(For.EACH, For.OWNER, For.HOST))
def test_without_account_every_page_asks_to_sign_in(client: Client, things: dict[str, Any], name: str) -> None:
    for answer in both(client, address(name, things)):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/accounts/login/?next=/")


@pytest.mark.parametrize("name", pages(For.EVERYBODY))
def test_open_pages_are_open_and_show_nothing_of_anybody(client: Client, things: dict[str, Any], name: str) -> None:
    for answer in both(client, address(name, things)):
        assert answer.status_code in {200, 302, 400, 405, 422}
        assert not answer.headers.get("Location", "").startswith("/accounts/login/?next=")
        assert MARKER not in read(answer)


@pytest.mark.parametrize("name", pages(For.ELSEWHERE))
def test_doors_that_stand_elsewhere_open_for_nobody(client: Client, things: dict[str, Any], name: str) -> None:
    for answer in both(client, address(name, things)):
        assert answer.status_code in {200, 302, 403, 404, 405}
        assert MARKER not in read(answer)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("name", pages(For.OWNER, For.HOST))
def test_to_a_stranger_what_is_bens_does_not_exist(
    client: Client, things: dict[str, Any], cleo: User, name: str
) -> None:
    client.force_login(cleo)
    got = [answer.status_code for answer in both(client, address(name, things))]
    assert set(got) <= {404, 405}, got
    assert 404 in got


@pytest.mark.parametrize("name", pages(For.EACH))
def test_on_pages_of_her_own_a_stranger_reads_nothing_of_bens(
    client: Client, things: dict[str, Any], cleo: User, name: str
) -> None:
    client.force_login(cleo)
    for query in ("", f"?q={MARKER[:5]}"):
        answer = client.get(address(name, things) + query)
        assert answer.status_code in {200, 302, 404, 405}
        assert MARKER not in read(answer)


@pytest.mark.parametrize("name", pages(For.OWNER, For.HOST))
def test_to_whom_it_belongs_the_door_opens(
    client: Client, things: dict[str, Any], ada: User, ben: User, name: str
) -> None:
    client.force_login(ada if PAGES[name].who is For.HOST else ben)
    path = address(name, things)
    pressed = {key: told.format(**things) for key, told in PRESSED.get(name, {}).items()}
    got = [client.get(path).status_code, client.post(path, pressed).status_code]
    assert set(got) & ({409} if name in SAYS_NO else {200, 302, 303, 422}), got


# API


def operations() -> list[tuple[str, str]]:
    schema = contract()
    return [(method, path) for path, deeds in schema["paths"].items() for method in deeds]


def names_a_thing(path: str) -> bool:
    """Whether the address holds an id; a format or a day is none."""
    return "{uid}" in path or "{key}" in path


def thing_of(path: str) -> str:
    return THINGS[path.removeprefix(f"{API}/").split("/")[0]]


def call(client: Client, method: str, path: str, things: dict[str, Any], header: dict[str, str]) -> Any:
    """Call one operation on Ben's things, its body filled as its schema asks."""
    operation = contract()["paths"][path][method]
    asked, query = filled(contract(), operation, things)
    if "{uid}" in path:
        path = path.replace("{uid}", str(things[thing_of(path)]))
    path = path.replace("{key}", f"promise:{things['promise']}")
    for told in operation.get("parameters", []):
        if told["in"] == "path" and f"{{{told['name']}}}" in path:
            path = path.replace(f"{{{told['name']}}}", str(value(contract(), told["schema"], told["name"], things)))
    return getattr(client, method)(path, query_params=query, headers=header, **asked)


def test_every_api_path_with_an_id_is_on_the_register() -> None:
    firsts = {path.removeprefix(f"{API}/").split("/")[0] for _method, path in operations() if names_a_thing(path)}
    assert firsts <= set(THINGS)


@pytest.mark.parametrize(("method", "path"), operations())
def test_the_api_is_locked(client: Client, things: dict[str, Any], method: str, path: str) -> None:
    assert call(client, method, path, things, {}).status_code == 401


@pytest.mark.parametrize(("method", "path"), [(method, path) for method, path in operations() if names_a_thing(path)])
def test_to_a_program_of_a_stranger_what_is_bens_does_not_exist(
    client: Client, things: dict[str, Any], cleo: User, method: str, path: str
) -> None:
    assert call(client, method, path, things, bearer(cleo)).status_code == 404


@pytest.mark.parametrize(("method", "path"), operations())
def test_a_program_of_a_stranger_reads_nothing_of_bens(
    client: Client, things: dict[str, Any], cleo: User, method: str, path: str
) -> None:
    answer = call(client, method, path, things, bearer(cleo))
    assert answer.status_code < 500
    assert MARKER not in read(answer)


@pytest.mark.parametrize(("method", "path"), [(method, path) for method, path in operations() if names_a_thing(path)])
def test_to_bens_program_the_same_thing_exists(
    client: Client, things: dict[str, Any], ben: User, method: str, path: str
) -> None:
    answer = call(client, method, path, things, bearer(ben))
    assert answer.status_code in {200, 201, 202, 204, 409}, answer.content


@pytest.mark.parametrize(("method", "path"), operations())
def test_a_token_without_the_scope_is_refused(
    client: Client, things: dict[str, Any], ben: User, method: str, path: str
) -> None:
    operation = contract()["paths"][path][method]
    if next(iter(operation["security"][0])) == "AnyToken":
        pytest.skip("any token may ask whose it is; undo asks for the scopes of what it undoes")
    answers = {call(client, method, path, things, bearer(ben, *scopes)).status_code for scopes in SINGLE}
    assert 403 in answers


SINGLE = (("people:read",), ("plan:read",))


def test_only_the_contract_is_open(client: Client, db: None) -> None:
    schema_names = {pattern.name for pattern in api.urls[0] if isinstance(pattern, URLPattern)}
    known = {operation["operationId"] for deeds in contract()["paths"].values()
             for operation in deeds.values()}  # fmt: skip
    assert known
    for name in OPEN_API | {"api-root"}:
        assert name in schema_names
    assert client.get(f"{API}/openapi.json").status_code == 200
    assert client.get(f"{API}/").status_code == 404


# Commands


def ours() -> list[str]:
    return sorted(name for name, app in get_commands().items() if str(app).startswith("cookout."))


def command(name: str) -> Any:
    return load_command_class(get_commands()[name], name)


@pytest.mark.parametrize("name", ours())
def test_every_command_says_what_it_does(name: str) -> None:
    made = command(name)
    assert len(made.help) > 15
    for action in made.create_parser("cookout", name)._actions:
        assert action.help, f"{name} {action.dest} has no help"


def test_every_command_of_one_user_is_on_the_register() -> None:
    assert {name for name in ours() if isinstance(command(name), UserCommand)} == set(COMMANDS) & set(ours())


@pytest.mark.parametrize("name", [name for name in ours() if name in COMMANDS])
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_command_in_the_name_of_a_stranger_tells_nothing_of_bens(
    things: dict[str, Any], cleo: User, tmp_path: Path, name: str, form: list[str]
) -> None:
    (tmp_path / "one.vcf").write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Nora Flynn\nEND:VCARD\n", encoding="utf-8")
    words = [word.format(folder=tmp_path, file=tmp_path / "one.vcf") for word in COMMANDS[name]]
    said = io.StringIO()
    try:
        call_command(name, *words, "--user", "cleo@example.org", *form, stdout=said, stderr=said)
    except CommandError as refusal:
        said.write(str(refusal))
    assert MARKER not in said.getvalue()
    assert all(MARKER not in file.read_text(errors="replace") for file in tmp_path.iterdir() if file.is_file())


@pytest.mark.parametrize("name", [name for name in ours() if name in COMMANDS])
def test_among_several_accounts_a_command_asks_whose(things: dict[str, Any], tmp_path: Path, name: str) -> None:
    words = [word.format(folder=tmp_path, file=tmp_path / "one.vcf") for word in COMMANDS[name]]
    with pytest.raises(CommandError, match="--user"):
        call_command(name, *words)
