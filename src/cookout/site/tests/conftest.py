"""The sample as a house, for the tests that look at it."""

import datetime as dt
import time
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from cookout.core.testing import standing
from cookout.site.sample.generator import SEED, make
from cookout.site.sample.hours import ZONE
from cookout.site.sample.load import load

NOW = dt.datetime(2026, 3, 4, 12, tzinfo=ZoneInfo(ZONE))
"""A day for good: the lots of the day depend on it."""


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, int]]:
    """Loaded once for a module, because it takes a second or two; rolled back at the end."""
    with standing(django_db_blocker):
        began = time.process_time()
        counts = load(make(SEED, NOW.date()))
        counts["seconds"] = round(time.process_time() - began)
        yield counts
