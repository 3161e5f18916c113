"""A receiver on this machine, which these tests may call."""

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from cookout.connect.testing import Receiver, listening


@pytest.fixture
def there(settings: Settings) -> Iterator[Receiver]:
    """The other side; the house may call its own machine."""
    settings.WEBHOOKS_PRIVATE = True
    with listening() as receiver:
        yield receiver
