"""Nobody met is ever lost, nobody is doubled: fewer evenings with more of everything, on a core of their own."""

import pytest

from cookout.events.tests.test_never_lost import run

pytestmark = pytest.mark.django_db


@pytest.mark.proof
def test_no_long_sequence_loses_or_doubles_anybody() -> None:
    run(examples=600, steps=12)
