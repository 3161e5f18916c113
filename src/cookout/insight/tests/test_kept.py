"""A study comes back from its JSON exactly as it went in."""

import json
import math
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cookout.insight.formats.kept import as_data, study_of
from cookout.science.study.results import Complaint, Estimate, Facts, Line, Study, Words

numbers = st.none() | st.floats(allow_nan=False)
words = st.builds(Words, st.text(), st.dictionaries(st.text(), st.text(), max_size=2))
any_float = st.floats(allow_nan=False)
anything = numbers | st.text() | st.integers() | st.tuples(st.integers(), any_float)
more = st.dictionaries(st.text(max_size=5), anything, max_size=3)
estimates = st.builds(
    Estimate, key=st.text(), unit=st.text(), value=numbers, low=numbers, high=numbers, n=st.integers(), p=numbers,
    plain=words, exact=words, more=more,
)  # fmt: skip
covariance = st.just(((1.0, 0.5), (0.5, math.inf)))
lines = st.builds(Line, st.text(), any_float, any_float, covariance, any_float)
complaints = st.builds(Complaint, st.text(), words, st.integers(), st.tuples(st.text()))
facts = st.builds(Facts, *[st.integers()] * 5, given=st.none() | st.integers())
studies = st.builds(
    Study, facts, st.dictionaries(st.text(), estimates, max_size=3), st.tuples(lines), words, st.tuples(words, words),
    st.tuples(words), st.tuples(complaints),
)  # fmt: skip


@given(studies)
def test_what_is_kept_comes_back(study: Study) -> None:
    written = json.dumps(as_data(study), allow_nan=False)
    assert study_of(json.loads(written)) == study


def test_what_is_no_number_comes_back_too() -> None:
    one = Estimate("a", "times", value=math.nan)
    study = replace(Study(Facts(*[0] * 5), {"a": one}))
    found = study_of(json.loads(json.dumps(as_data(study), allow_nan=False))).estimates["a"].value
    assert found is not None
    assert math.isnan(found)
