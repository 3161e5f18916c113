"""Ids, secrets and bodies by the thousand at every door of `referrals` and `connect`, by whom it is no business.

Seeded: the same requests each time. Nothing may fall over, nothing of anybody else's may be read, nothing may change.
"""

import datetime as dt
import hashlib
import json
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from cookout.core.models import Letter
from cookout.core.testing import bearer
from tests.referral_cast import BANDS, Cast, gathered
from tests.test_doors import contract, operations, read

SEED, MANY, FEW = 20261122, 10_400, 300
ROOMS = ("referrals", "connect")
ACTORS = ("anonymous", "stranger", "fellow", "seat", "host", "director", "namesake")
"""Who has no part in any referral; `test_referral_visibility` looks at those who have one."""

METHODS = ("get", "post", "put", "patch", "delete", "head", "options")
WORDS = (
    "won",
    "accepted",
    "name",
    "referrer",
    "provider",
    "favor",
    "review",
    "mail",
    "here",
    "thanks",
    "USD",
    "no",
    "on",
)
HOSTILE = ("", "x" * 5000, "‮\u0000é", "<script>alert(1)</script>", "' OR 1=1 --", "{{ 7*7 }}", "\r\nBcc: x@example.org",
           "-1", "99999999999999999999", "2026-02-31", "null", "[]", "../../etc/passwd", "%00", "NaN")  # fmt: skip
THEIRS = ("quill", *(f"between {band} and" for band in BANDS.values()))
"""What stands in everything that belongs to somebody else."""


@dataclass
class Fuzzer:
    """Makes requests from what exists, and from what almost does."""

    cast: Cast
    dice: random.Random = field(default_factory=lambda: random.Random(SEED))
    made: int = 0
    answered: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.clients = {who: Client(raise_request_exception=False) for who in ACTORS}
        self.headers = {who: bearer(self.cast.users[who]) for who in ACTORS if who != "anonymous"}
        for who in self.headers:
            self.clients[who].force_login(self.cast.users[who])
        self.ids = [str(one) for one in identities()]
        self.secrets = [path.rstrip("/").rsplit("/", 1)[1] for path in self.cast.paths.values()]
        self.pages, self.programs = list(routes()), operations()

    def run(self, many: int) -> None:
        """So many requests; each answer is looked at."""
        for _ in range(many):
            who = self.dice.choice(ACTORS)
            method, path, sent = self._program() if self.dice.random() < 0.5 else self._page()
            headers = {} if "/api/" not in path else self.headers.get(who, {})
            answer = getattr(self.clients[who], method)(path, headers=headers, **sent)
            self.made += 1
            self.answered[answer.status_code] = self.answered.get(answer.status_code, 0) + 1
            told = f"{self.made}: {who} {method} {path[:300]} {sent} → {answer.status_code}"
            assert answer.status_code < 500, told
            body = read(answer) + str(answer.headers.get("Location", ""))
            leaks = [word for word in THEIRS if word in body and word not in path]
            assert not leaks, f"{told}: {leaks}"

    def _page(self) -> tuple[str, str, dict[str, Any]]:
        path = "/" + "".join(self._part(part) for part in self.dice.choice(self.pages))
        method = self.dice.choice(METHODS)
        return method, path + self._query(), {"data": self._form()} if method == "post" else {}

    def _program(self) -> tuple[str, str, dict[str, Any]]:
        method, path = self.dice.choice(self.programs)
        for told in contract()["paths"][path][method].get("parameters", []):
            if told["in"] == "path":
                path = path.replace(f"{{{told['name']}}}", self._part(("", told["name"])))
        if self.dice.random() < 0.15:
            method = self.dice.choice(METHODS)
        return method, path + self._query(), self._body(method)

    def _part(self, part: Any) -> str:
        """A piece of an address: as it stands, or an id, a secret, a word."""
        if isinstance(part, str):
            return part
        name = part[1]
        if name in {"uid", "key"}:
            return self._spoilt(self.dice.choice(self.ids), 0.3)
        if name in {"secret", "token"}:
            return self._spoilt(self.dice.choice(self.secrets), 1.0)
        return self._spoilt(self.dice.choice(WORDS), 0.3)

    def _spoilt(self, text: str, often: float) -> str:
        """One that exists, or one that almost does."""
        if self.dice.random() >= often:
            return text
        at = self.dice.randrange(len(text))
        other = self.dice.choice([letter for letter in "0123456789abcdef_-" if letter != text[at]])
        return self.dice.choice(
            [
                text[:at] + other + text[at + 1 :], text[:at], text + other, text[::-1],
                "".join(f"%{ord(letter):02X}" for letter in text) + "%00", text * 40, str(uuid.UUID(int=at)),
                quote(self.dice.choice(HOSTILE[1:]), safe=""), "é" + text, self._swapped(text),
            ]
        )  # fmt: skip

    @staticmethod
    def _swapped(text: str) -> str:
        """The same in other letters, where that is not the same id."""
        return text.upper() if "-" not in text[:9] and text.upper() != text else text + "Z"

    def _query(self) -> str:
        if self.dice.random() < 0.7:
            return ""
        name = self.dice.choice(
            ["q", "to", "from", "parent", "person", "state", "limit", "offset", "direction", "format"]
        )
        return f"?{name}={quote(self._any(), safe='')}"

    def _any(self) -> str:
        return self.dice.choice([self.dice.choice(self.ids), self.dice.choice(WORDS), self.dice.choice(HOSTILE)])

    def _form(self) -> dict[str, str]:
        names = ("state", "note", "text", "channel", "how", "reason", "amount", "currency", "kind", "line", "fit",
                 "person", "provider", "referrer", "prospect", "promise", "uid", "correct", "url",)  # fmt: skip
        return {name: self._any() for name in self.dice.sample(names, self.dice.randrange(len(names)))}

    def _body(self, method: str) -> dict[str, Any]:
        if method in {"get", "head", "options"}:
            return {}
        said: Any = {
            **self._form(),
            "channel": "here",
            "state": "won",
            "text": "said",
            "kind": "thanks",
            "role": "prospect",
        }
        odd = self.dice.choice(["", "[", "null", "[[[[1]]]]", '"x"'])
        text = json.dumps(said) if self.dice.random() < 0.8 else odd
        return {"data": text, "content_type": "application/json"}


def routes() -> Iterator[list[Any]]:
    """The addresses of pages in the two rooms, in pieces; a piece to fill in is a pair of kind and name."""
    for resolver in get_resolver().url_patterns:
        if isinstance(resolver, URLResolver) and resolver.namespace in ROOMS:
            for pattern in resolver.url_patterns:
                assert isinstance(pattern, URLPattern)
                yield [*pieces(str(resolver.pattern)), *pieces(str(pattern.pattern))]


def pieces(route: str) -> Iterator[Any]:
    """`<uuid:uid>/steps/` as a pair and a text."""
    for part in route.replace(">", "<").split("<"):
        if part:
            yield tuple(part.split(":")) if ":" in part else part


def identities() -> Iterator[uuid.UUID]:
    """The public id of every row in every room."""
    for model in ours():
        if any(one.name == "uid" for one in model._meta.fields):
            yield from model._base_manager.values_list("uid", flat=True)


def ours() -> list[Any]:
    return [model for model in apps.get_models() if model.__module__.startswith("cookout.")]


def stands(cast: Cast) -> dict[str, str]:
    """A hash of each row of the two rooms that is Paul's or Rita's; what the others make for themselves is not."""
    owners = [cast.users[who].pk for who in ("provider", "referrer")]
    found: dict[str, str] = {}
    for model in [*(one for one in ours() if one._meta.app_label in ROOMS), Letter]:
        for row in model._base_manager.order_by("pk"):
            if is_of(row, owners):
                said = repr(sorted((key, str(told)) for key, told in vars(row).items() if key != "_state"))
                found[f"{model._meta.label}:{row.pk}"] = hashlib.sha256(said.encode()).hexdigest()
    return found


def is_of(row: Any, owners: list[int]) -> bool:
    """Whether one of the two made it, or it hangs on a referral of theirs."""
    one = getattr(row, "referral", row)
    whose = {getattr(row, name, None) for name in ("owner_id", "by_id", "user_id", "made_by_id")}
    return bool(whose & set(owners)) or getattr(one, "made_by_id", None) in owners


def run(many: int) -> Fuzzer:
    """All of it, and what stood before stands after."""
    cast = gathered()
    before, began = stands(cast), dt.datetime.now()
    fuzzer = Fuzzer(cast)
    fuzzer.run(many)
    took = (dt.datetime.now() - began).total_seconds()
    print(f"{fuzzer.made} requests in {took:.0f} s: {dict(sorted(fuzzer.answered.items()))}")
    after = stands(cast)
    assert {key for key in before if after.get(key) != before[key]} == set()
    assert set(after) == set(before)
    return fuzzer


def test_a_handful_of_odd_requests_reads_and_changes_nothing(db: None) -> None:
    assert run(FEW).made == FEW


@pytest.mark.proof
def test_ten_thousand_odd_requests_read_and_change_nothing(db: None) -> None:
    fuzzer = run(MANY)
    assert fuzzer.made >= 10_000
    assert {200, 302, 401, 404, 405, 422} <= set(fuzzer.answered)
