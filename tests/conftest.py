"""The sample house, written and opened once for all that walk through it; its database is its own."""

from collections.abc import Iterator

import pytest

from tests.sampled import SampledHouse, open_house


@pytest.fixture(scope="session")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SampledHouse]:
    """The sample, served."""
    with open_house(tmp_path_factory.mktemp("sampled")) as house:
        yield house
