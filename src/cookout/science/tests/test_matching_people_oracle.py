"""Beside the quick version a slow one that reads every text in full, whatever it may hold."""

import json
import random
from pathlib import Path

import pytest

from cookout.science import Contact, Entry, matching_people
from cookout.science.reasons import Sought

FOLDER = Path(__file__).parent / "judged"
PAIRS = json.loads((FOLDER / "first_half.json").read_text("utf-8"))
CONTACTS = json.loads((FOLDER / "contacts.json").read_text("utf-8"))


def test_the_quick_look_overlooks_nobody_and_weighs_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(11)
    entries = [Entry(**row[side]) for row in PAIRS for side in ("mine", "theirs")]
    wanted = [entry for entry in entries if entry.facet in ("customers", "good_referral")]
    told = [pair for pairs in CONTACTS["wanted"].values() for pair in pairs]
    wanted += [Entry(prompt.partition(".")[0], text, prompt=prompt) for prompt, text in told]
    texts = [entry.text for entry in entries] + [text for row in CONTACTS["first"] for text in row.get("texts", ())]
    found = 0
    for _ in range(8):
        sought = chance.sample(wanted, 6)
        contacts = [_contact(str(at), chance, texts) for at in range(40)]
        quick = matching_people(sought, contacts, most=99)
        with monkeypatch.context() as patch:
            patch.setattr(Sought, "may_tell", lambda sought, text: True)
            assert quick == matching_people(sought, contacts, most=99)
        assert quick == tuple(sorted(_one_by_one(sought, contacts), key=lambda one: (-one.strength, one.key)))
        found += len(quick)
    assert found > 50


def _contact(key: str, chance: random.Random, texts: list[str]) -> Contact:
    trade = chance.choice(CONTACTS["first"])["trade"]
    notes, serves = tuple(chance.sample(texts, 4)), tuple(chance.sample(texts, 1))
    return Contact(key, trade, "Dublin", chance.choice(texts), notes, serves)


def _one_by_one(wanted: list[Entry], contacts: list[Contact]) -> list[object]:
    """Each contact alone, so that nothing is remembered from one to the next."""
    return [match for contact in contacts for match in matching_people(wanted, [contact])]
