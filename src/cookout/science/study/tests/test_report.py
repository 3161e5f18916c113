"""The report, the page and the JSON: the same answer three times, in the order in which a person needs it."""

import io
import json
import re
from html.parser import HTMLParser

import pytest

from cookout.science.study.keys import keys
from cookout.science.study.results import Complaint, Estimate, Study, Words
from cookout.science.study.shown.as_json import as_json, as_mapping, estimate
from cookout.science.study.shown.chart_text import ACROSS, interval_lines
from cookout.science.study.shown.html import drawing_alone, page
from cookout.science.study.shown.terminal import WIDTH, report
from cookout.science.study.tests import answers
from cookout.science.study.tests.answers import FACTS, region, silent

STUDIES = [region, silent, lambda: Study(FACTS, {}), lambda: region(1, seed=4), lambda: region(2, with_hat=False)]
ORDER = ("1-2-1s", "How sure", "What it may mean", "What would settle it", "cannot say")


def reported(study: Study, **more: bool) -> str:
    out = io.StringIO()
    report(study, out, **more)
    return out.getvalue()


@pytest.mark.parametrize("which", STUDIES)
def test_the_report_fits_eighty_columns_and_has_no_color_in_a_pipe(which) -> None:
    text = reported(which(), exact=True)
    assert "\x1b" not in text
    for line in text.splitlines():
        assert len(line) <= WIDTH, line
        assert line == line.rstrip(), line


def test_claim_how_sure_what_it_means_what_settles_it_come_in_this_order() -> None:
    one = region()
    for text in (reported(one), re.sub(r"\s+", " ", Text.of(page(one)))):
        places = [text.index(str(part)) for part in ORDER]
        assert places == sorted(places)
        assert "1.38 times" in re.sub(r"\s+", " ", text)


def test_the_numbers_of_the_report_are_those_of_the_study() -> None:
    one = region()
    found = one.get("months.received")
    assert f"{found.value:.2f}× [{found.low:.2f}–{found.high:.2f}]" in reported(one)


def test_a_chart_in_text_puts_the_mean_between_the_ends() -> None:
    one = answers.estimate("band.received.2", 1.0, 0.5, 1.5, n=20)
    axis, row = interval_lines("Received", [("2", one)], [one])
    drawn = row[9:]
    assert drawn.index("├") < drawn.index("●") < drawn.index("┤") < ACROSS
    assert axis.index("1", 9) - 1 <= 9 + drawn.index("●") - 9 + 9 <= axis.index("1", 9) + 1


def test_every_estimate_of_the_json_has_every_documented_key() -> None:
    told = as_mapping(region())
    assert set(told["estimates"]) == set(keys())
    for key, one in told["estimates"].items():
        assert set(one) == {
            "value", "low", "high", "level", "unit", "n", "of", "clusters", "groups", "p", "silence",
            "excludes_no_effect", "plain", "exact", "more",
        }, key  # fmt: skip
        assert one["plain"]
        assert one["exact"]


@pytest.mark.parametrize("which", STUDIES)
def test_the_json_is_json(which) -> None:
    told = json.loads(as_json(which(), files=["a.csv"]))
    assert told["files"] == ["a.csv"]
    assert told["version"] == 1


def test_infinity_and_numbers_of_numpy_are_put_as_json_can() -> None:
    np = pytest.importorskip("numpy")
    one = Estimate(
        "pairs.met", "times", 2.0, 0.1, float("inf"), more={"a": np.int64(3), "b": np.float64("nan"), "c": (1,)}
    )
    told = estimate(one)
    assert told["high"] is None
    assert told["more"] == {"a": 3, "b": None, "c": [1]}


def test_the_page_stands_alone_under_a_strict_policy() -> None:
    for which in STUDIES:
        text = page(which())
        assert "default-src 'none'" in text
        assert " style=" not in text
        assert "<script" not in text
        assert not re.search(r"""(src|href)=["']""", text)
        Text.of(text)


def test_what_files_say_is_escaped_in_the_page() -> None:
    bad = Study(FACTS, {}, complaints=(Complaint("x", Words("%(name)s", {"name": "<b>Ada</b>"})),))
    assert "<b>Ada" not in page(bad)
    assert "&lt;b&gt;Ada" in page(bad)
    assert "<b>Ada</b>" in reported(bad)


def test_marks_of_rich_in_a_table_stay_text() -> None:
    bad = Study(FACTS, {}, complaints=(Complaint("x", Words("%(name)s", {"name": "[red]Ada[/red]"})),))
    assert "[red]Ada[/red]" in reported(bad)


def test_the_drawing_alone_brings_its_styles() -> None:
    drawn = drawing_alone(region())
    assert drawn.startswith("<svg xmlns=")
    assert ".fitline--recv" in drawn


class Text(HTMLParser):
    """The text of a page; complains of tags that do not close."""

    VOID = ("meta", "line", "path", "circle", "rect")

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.open: list[str] = []

    @classmethod
    def of(cls, text: str) -> str:
        reader = cls()
        reader.feed(text)
        assert not reader.open
        return " ".join(reader.parts)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open and "title" not in self.open:
            self.parts.append(data)
