"""What every test of the house finds ready: a throw-away data directory, a quick hasher, the cast, a browser."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from hypothesis import settings as hypothesis_settings
from tests import postgres
from tests.browser import ARGS, CHROMIUM

for name in [name for name in os.environ if name.startswith("COOKOUT_")]:
    del os.environ[name]  # an operator's own settings must not decide how a test ends
os.environ["COOKOUT_DATA_DIR"] = tempfile.mkdtemp(prefix="cookout-tests-")
atexit.register(shutil.rmtree, os.environ["COOKOUT_DATA_DIR"], ignore_errors=True)
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the `cookout` command does, for the same reason
os.environ["COOKOUT_SECRET_KEY"] = "only for tests"
# A busy machine is slow now and then: how long one example takes says nothing about the code. `make bench` has budgets.
# The same commit ends the same way everywhere; EXPLORE=1 looks for examples that nobody has tried.
hypothesis_settings.register_profile("house", deadline=None, derandomize="EXPLORE" not in os.environ)
hypothesis_settings.load_profile("house")
if os.environ.get("DB") == "postgres":
    os.environ["COOKOUT_DATABASE_URL"] = postgres.address()
# Named here and not in pyproject.toml: pytest-django would load the settings before this file has said where to live.
os.environ["DJANGO_SETTINGS_MODULE"] = "cookout.site.settings"

import django  # noqa: E402  (the settings read the environment when they are imported)
import pytest  # noqa: E402
from django.conf import settings as django_settings  # noqa: E402
from django.db import connection  # noqa: E402  (as above)
from django.db.models.signals import post_migrate  # noqa: E402  (as above)

django.setup()

from tests.houses import migrated_before  # noqa: E402  (it asks for the connection, so the settings come first)

from cookout.core.models import User  # noqa: E402  (models load once Django is set up)
from cookout.core.testing import make_user  # noqa: E402  (the same)
from cookout.insight.models import Scorecard  # noqa: E402  (the same)
from cookout.referrals.models.guard import STEP_ASIDE  # noqa: E402  (the same)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Tests that click through pages are skipped where no browser is, and say so."""
    if CHROMIUM is None and item.get_closest_marker("browser"):
        pytest.skip("no Chromium here: “make test” as root on Debian installs one, or set CHROMIUM=/path/to/it")


ASKING_NO_DATABASE = ("src/cookout/science/", "src/cookout/site/tests/test_sample_")
"""Where tests mostly know no database: what they find on SQLite they find again on PostgreSQL."""

LOOKING_AT_PARTS = ("tests/test_hands.py", "src/cookout/core/tests/test_look_")
"""What they ask is how a part looks and what a key does, whatever lies below."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL the mathematics, the inventing of the sample and the look are left out: SQLite has had them."""
    if os.environ.get("DB") == "postgres":
        needless = [item for item in items if _asks_no_database(item)]
        config.hook.pytest_deselected(items=needless)
        left_out = set(needless)
        items[:] = [item for item in items if item not in left_out]


def _asks_no_database(item: pytest.Item) -> bool:
    at = item.path.relative_to(item.config.rootpath).as_posix()
    asks = item.get_closest_marker("django_db") or "django_db_setup" in getattr(item, "fixturenames", ())
    return at.startswith(LOOKING_AT_PARTS) or (at.startswith(ASKING_NO_DATABASE) and not asks)


def pytest_configure(config: pytest.Config) -> None:
    """Quick passwords, mail in memory, no chunk of the real world."""
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django_settings.CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """Each worker's database is a copy: one of them migrates."""
    with migrated_before():
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Tests that commit empty all tables behind them: what migrations had entered comes back for the next one."""
    with django_db_blocker.unblock():
        examples = list(Scorecard.objects.all())

    def enter_again(sender: Any, **_named: object) -> None:
        if sender.label == Scorecard._meta.app_label:
            Scorecard.objects.bulk_create(examples, ignore_conflicts=True)

    post_migrate.connect(enter_again)
    with empties_ledgers():
        yield
    post_migrate.disconnect(enter_again)


@contextmanager
def empties_ledgers() -> Iterator[None]:
    """What commits is emptied away behind a test, the ledger too: on SQLite its guards step aside until that is done.

    They come back with the same signal as after each migration. PostgreSQL empties tables without asking them.
    """
    operations: Any = type(connection.ops)  # of every connection: a test with a browser has one of its own
    flush = operations.sql_flush

    def unguarded(self: Any, *args: Any, **named: Any) -> list[str]:
        aside = STEP_ASIDE if self.connection.vendor == "sqlite" else ()
        return [*aside, *flush(self, *args, **named)]

    operations.sql_flush = unguarded
    yield
    operations.sql_flush = flush


@pytest.fixture
def ada(db: None) -> User:
    """Ada hosts."""
    return make_user("Ada Adeyemi", is_host=True)


@pytest.fixture
def ben(db: None) -> User:
    """Ben is a member."""
    return make_user("Ben Brandt")


@pytest.fixture
def cleo(db: None) -> User:
    """Cleo is a stranger."""
    return make_user("Cleo Castillo")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """Debian's chromium instead of a download."""
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ARGS}
