"""The prep sheet: what stands on it, from where, and what does not."""

import datetime as dt

from cookout.core.models import User
from cookout.core.testing import query_count
from cookout.one_to_ones.models.prep import customer, prep_for
from cookout.one_to_ones.testing import fellows, noted, planned, was_held
from cookout.people.models import ProfileEntry
from cookout.ties.models import Tie, local_today
from cookout.ties.testing import ago, keep


def test_a_sheet_about_somebody_unknown_asks_five_questions_and_claims_nothing(ben: User) -> None:
    marta = keep(ben, "Marta Reyes")
    sheet = prep_for(ben, marta, today=local_today(ben))
    assert sheet.occasion == "Your first 1-2-1."
    assert [one.number for one in sheet.questions] == [1, 2, 3, 4, 5]
    assert sum(one.social for one in sheet.questions) >= 2
    assert sum(not one.social for one in sheet.questions) >= 2
    assert [one.social for one in sheet.questions] == sorted((one.social for one in sheet.questions), reverse=True)
    assert all(not part.known and part.hint.startswith("Not known") for part in sheet.card)
    assert sheet.left is None
    assert sheet.last is None
    assert (sheet.coverage.known, sheet.coverage.share) == (0, 0.0)
    assert sheet.filled_in == "From what you noted"
