"""The cast and the guards that tests of every room use: Ada hosts, Ben is a member, Cleo is a stranger."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from cookout.core.models import Token, User
from cookout.core.scopes import SCOPES
from cookout.core.signals import account_opened

PASSWORD = "charcoal and long benches"


def make_user(name: str, **fields: Any) -> User:
    """An account that can sign in, with the person it is."""
    email = fields.pop("email", f"{name.split()[0].lower()}@example.org")
    user = User.objects.create_user(email, PASSWORD, name=name, **fields)
    account_opened.send(sender=User, user=user)
    return user


def bearer(user: User, *scopes: str) -> dict[str, str]:
    """Headers of a program that acts as this user; all scopes unless said."""
    _token, secret = Token.issue(by=user, name="test", scopes=scopes or SCOPES)
    return {"authorization": f"Bearer {secret}"}


@contextmanager
def standing(blocker: Any) -> Iterator[None]:
    """Rows for all tests of a module: what is written inside stands until the block ends, and is never committed.

    Each test's own transaction becomes a savepoint in it, so that none sees what another did.
    """
    around = transaction.atomic()
    around._from_testcase = True  # type: ignore[attr-defined]  # as TestCase does, so that durable blocks begin inside
    with blocker.unblock(), around:
        yield
        transaction.set_rollback(True)


WRITES = ("INSERT", "UPDATE", "DELETE")


@contextmanager
def no_writes() -> Iterator[None]:
    """Fail when anything inside writes to our tables (sessions may be renewed)."""
    with CaptureQueriesContext(
        connection,
    ) as caught:
        yield
    wrote = [q["sql"] for q in caught if q["sql"].startswith(WRITES) and "session" not in q["sql"]]
    assert not wrote, f"A GET wrote: {wrote[:3]}"


@contextmanager
def query_count() -> Iterator[list[int]]:
    """Count the queries inside; the number is in the list when the block ends."""
    counted: list[int] = []
    with CaptureQueriesContext(connection) as caught:
        yield counted
    counted.append(len(caught))
