"""What every test of the house finds ready: a throw-away data directory, a quick hasher, the cast, a browser."""

import os
import tempfile

os.environ["COOKOUT_DATA_DIR"] = tempfile.mkdtemp(prefix="cookout-tests-")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
os.environ["COOKOUT_SECRET_KEY"] = "only for tests"

import pytest  # noqa: E402  (the settings read the environment when they are imported)
from django.conf import settings as django_settings  # noqa: E402

from cookout.core.models import User  # noqa: E402
from cookout.core.testing import make_user  # noqa: E402


def pytest_configure(config: pytest.Config) -> None:
    """Quick passwords, mail in memory, no chunk of the real world."""
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django_settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


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
    quiet = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-gpu"]
    chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    return {**browser_type_launch_args, "executable_path": chromium, "args": quiet}
