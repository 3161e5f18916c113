"""Cards and signatures of several countries, invented, each with what it says; and that no text is lost."""

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cookout.people.formats import card_text

KINDS = ("name", "organisation", "title", "phone", "email", "url", "address", "rest")
ENOUGH = 0.95


@dataclass
class Sample:
    """A card, where it is read, and what it says."""

    region: str
    text: str = ""
    says: dict[str, list[str]] = field(default_factory=dict)


def samples() -> list[Sample]:
    """The cards of `files/cards.txt`."""
    source = (Path(__file__).parent / "files" / "cards.txt").read_text(encoding="utf-8")
    found = []
    for block in re.split(r"^=== card (?=[A-Z]{2}$)", source, flags=re.MULTILINE)[1:]:
        text, _, says = block.partition("\n=== says\n")
        sample = Sample(text[:2], text[3:])
        for line in says.strip().splitlines():
            head, _, value = line.partition(": ")
            kind, _, label = head.partition(" ")
            sample.says.setdefault(kind, []).append(f"{value} [{label}]" if kind == "phone" else value)
        found.append(sample)
    return found


def read(sample: Sample) -> dict[str, list[str]]:
    """What we read, in the words of the file."""
    card = card_text.read(sample.text, sample.region)
    found: dict[str, list[str]] = {"rest": list(card.rest)}
    for one in card.fields:
        found.setdefault(one.kind, []).append(f"{one.value} [{one.label}]" if one.kind == "phone" else one.value)
    return found


def test_nineteen_fields_of_twenty_are_read_right() -> None:
    right, wrong = Counter[str](), []
    for sample in samples():
        found = read(sample)
        for kind in KINDS:
            meant, got = Counter(sample.says.get(kind, [])), Counter(found.get(kind, []))
            right[kind] += (meant & got).total()
            wrong += [f"{kind}: {value!r} in {sample.text[:30]!r}" for value in ((meant | got) - (meant & got))]
    assert len(samples()) >= 40
    share = right.total() / (right.total() + len(wrong))
    assert share >= ENOUGH, f"{share:.1%} " + "\n".join(wrong)


def test_no_name_is_wrong() -> None:
    """One too few is typed in a moment; a wrong one is kept for years."""
    wrong = [
        name for sample in samples() for name in read(sample).get("name", []) if name not in sample.says.get("name", [])
    ]
    assert wrong == []


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.text[:20])
def test_each_field_names_the_line_it_came_from(sample: Sample) -> None:
    lines = sample.text.splitlines()
    card = card_text.read(sample.text, sample.region)
    assert all(lines[one.line - 1] in one.source.split("\n") for one in card.fields)
    assert all(one.why for one in card.fields if one.kind in ("name", "organisation", "title"))
    lost(sample.text, card)


def lost(text: str, card: card_text.CardText) -> None:
    """Every word of the text is in the source of a field, in the rest or aside."""
    kept = "\n".join([*(one.source for one in card.fields), *card.rest, *card.aside])
    missing = [word for word in re.findall(r"\w+", text) if word not in kept]
    assert missing == []


LINE = st.one_of(
    st.sampled_from([line for sample in samples() for line in sample.text.splitlines()]),
    st.text(max_size=60),
    st.text(st.sampled_from("+()0123456789 -/.xT:|@"), max_size=40),
    st.sampled_from(["--", "-- ", "Best,", "> quoted", "From: Ada Byron <ada@example.org>", "Mobile", "Confidential"]),
)


@given(st.lists(LINE, max_size=12).map("\n".join), st.sampled_from(["US", "DE", "XX", ""]))
@example("T +49 30 23125 100 | | x", "US")
@example("Mobile\n614-555-0137\nMobile", "US")
def test_any_text_is_read_and_none_of_it_lost(text: str, region: str) -> None:
    lost(text, card_text.read(text, region))


def test_what_is_far_too_long_is_kept_and_read_quickly() -> None:
    text = "\n".join(["a" * 20_000, "1" * 20_000, "a.b@" * 5000, "+ (" * 5000, *["Ada Byron"] * 5000])
    lost(text, card_text.read(text))
