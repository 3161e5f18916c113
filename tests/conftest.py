"""What all walks share: the sample house, written and opened once, and a mail server."""

from collections.abc import Iterator

import pytest

from tests.post import Post
from tests.sampled import SampledHouse, open_house


@pytest.fixture(scope="session")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SampledHouse]:
    """The sample, served."""
    with open_house(tmp_path_factory.mktemp("sampled")) as house:
        yield house


@pytest.fixture
def post() -> Iterator[Post]:
    """A mail server that keeps what arrives."""
    kept = Post()
    kept.server.start()
    yield kept
    kept.server.stop()
