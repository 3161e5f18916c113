"""Paper: whatever is typed comes out as typed, on one accessible page."""

import io
import time
from collections.abc import Sequence
from pathlib import Path

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cookout.core import papers
from cookout.core.models import User

SHEET = Path(__file__).with_name("sheet.typ")

MARKUP = '#panic("x") $a^2$ *bold* _it_ @ref <label> `raw` // not a comment [x] \\ #set page(height: auto) "q" #data'


def sheet(text: str = "", texts: Sequence[str] = (), *, name: str = "Ada", size: str = papers.A4) -> pypdf.PdfReader:
    data = {"name": name, "text": text, "texts": list(texts), "heading": "Dance card", "foot": "For Ada"}
    return pypdf.PdfReader(io.BytesIO(papers.pdf(SHEET, data, size=size)))


def words(reader: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_a_sheet_is_one_tagged_page_with_a_title_and_a_language() -> None:
    reader = sheet("kurz")
    assert len(reader.pages) == 1
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert reader.metadata.title == "Ada"
    assert "pdfuaid:part" in reader.trailer["/Root"]["/Metadata"].get_data().decode()


def test_markup_is_printed_as_it_was_typed() -> None:
    assert MARKUP in words(sheet(MARKUP, name=MARKUP))


@pytest.mark.parametrize(
    "text", ["😀👩‍👩‍👧 emoji", "שלום עולם", "مرحبا", "中文字", "\u202eabc\x00\x07\ue000", "\ud800x", "\uffff"]
)
def test_signs_that_few_typefaces_have_break_nothing(text: str) -> None:
    reader = sheet(f"before {text} after", name=text)
    assert "before" in words(reader)
    assert "after" in words(reader)


def test_what_no_typeface_has_becomes_a_small_frame() -> None:
    assert papers.MISSING in words(sheet("one \U0001fae8\U000e0041\U00012345 two"))


@pytest.mark.parametrize("text", ["word " * 4000, "W" * 20000, "😀" * 5000, "\n" * 20000, "ﷺ" * 2000])
def test_twenty_thousand_signs_fit_one_page_and_take_no_time(text: str) -> None:
    began = time.process_time()
    assert len(sheet(text, [text] * 3).pages) == 1
    assert time.process_time() - began < 10


def test_more_than_any_page_holds_is_cut_and_says_so() -> None:
    assert "… more in Cookout" not in words(sheet("word " * 100))
    assert "… more in Cookout" in words(sheet("word " * 4000))
    assert len(sheet("x", ["one line"] * 3000).pages) == 1


def test_an_endless_word_stays_inside_its_column() -> None:
    page = sheet("W" * 2000).pages[0]
    wide: list[float] = []
    page.extract_text(visitor_text=lambda text, _user, matrix, _font, _size: wide.append(matrix[4]))
    assert max(wide) < float(page.mediabox.width)


def test_paper_is_letter_in_america_and_a4_elsewhere() -> None:
    for country, size, wide in (("US", "us-letter", 612), ("ca", "us-letter", 612), ("DE", "a4", 595), ("", "a4", 595)):
        assert papers.size_for(User(region_code=country)) == size
        assert int(sheet(size=size).pages[0].mediabox.width) == wide


def test_the_answer_is_shown_in_the_browser_and_kept_by_nobody() -> None:
    answer = papers.answer(b"%PDF-", 'Ada "x"\r\nEvil: é.pdf')
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline; filename")
    assert "\n" not in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-store"


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=200))
def test_any_text_at_all_becomes_one_page(text: str) -> None:
    assert len(sheet(text, [text], name=text.strip() or "Ada").pages) == 1
