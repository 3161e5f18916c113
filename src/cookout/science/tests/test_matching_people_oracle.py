"""Beside the quick version a slow one that reads every text in full, whatever it may hold."""

import json
import random
from math import prod
from pathlib import Path

from cookout.science import Contact, Entry, matching_people
from cookout.science.matching_people import BROAD, PLACE, SURE, WORD
from cookout.science.words.general import plain
from cookout.science.words.marks import KIND, Spot
from cookout.science.words.meaning import meaning, said
from cookout.science.words.table import table
from cookout.science.words.text import NUMBER, Token, tokens

FIRST = Path(__file__).parent / "judged" / "first_half.json"


def test_the_quick_look_overlooks_nobody_and_weighs_alike() -> None:
    chance = random.Random(11)
    rows = [row[side] for row in json.loads(FIRST.read_text("utf-8")) for side in ("mine", "theirs")]
    wanted = [Entry(**row) for row in rows if row["facet"] in ("customers", "good_referral")]
    texts = [row["text"] for row in rows]
    for _ in range(6):
        sought = chance.sample(wanted, 4)
        contacts = [
            Contact(str(at), chance.choice(texts), "Dublin", chance.choice(texts), tuple(chance.sample(texts, 4)))
            for at in range(40)
        ]
        quick = {match.key: match.strength for match in matching_people(sought, contacts, most=99)}
        slow = {contact.key: strength for contact in contacts if (strength := _slow(sought, contact))}
        assert quick == slow


def _slow(wanted: list[Entry], contact: Contact) -> float:
    best: dict[tuple[str, Entry, str], float] = {}
    sources = [("trade", contact.trade), ("company", contact.company), *(("noted", text) for text in contact.texts)]
    for entry in dict.fromkeys(wanted):
        for kind, source in sources:
            for what, strength in _ways(entry, kind, source):
                if strength > 0:
                    key = what, entry, source
                    best[key] = max(best.get(key, 0), strength)
    if best:
        for entry in wanted:
            names = {token.stem for token in tokens(entry.text) if token.name}
            if names & {token.stem for token in tokens(contact.place)}:
                best["place", entry, contact.place] = PLACE
    return round(1 - prod(1 - one for one in best.values()), 6)


def _ways(entry: Entry, kind: str, source: str) -> list[tuple[str, float]]:
    found, used = [], set()
    spots = [*said(source).spots, *said(source).meets] if kind != "trade" else [*meaning(source), *said(source).meets]
    for want in meaning(entry.text):
        for core in want.lead.cores:
            if core.layer in ("life", "work", "people") and core.step != KIND and core.part == "said":
                used.update(range(want.start, want.end))
                share = core.weight * (BROAD if table().concepts[core.concept].broad else 1)
                found += [(what, share * sure) for what, sure in _held(core.concept, kind, spots)]
    if kind != "trade":
        told = said(source)
        for at, word in enumerate(tokens(entry.text)):
            if at not in used and _tells(word):
                same = [one for place, one in enumerate(told.words) if place not in told.hidden | told.slips]
                found += [(kind, WORD) for one in same if one.stem == word.stem]
    return found


def _held(concept: str, kind: str, spots: list[Spot]) -> list[tuple[str, float]]:
    found = []
    for spot in spots:
        for core in spot.lead.cores:
            if core.concept == concept and core.part == "said" and (kind == "trade" or not spot.slip):
                what = "meets" if core.layer == "meets" else kind
                found.append((what, SURE[what] * core.weight))
    return found


def _tells(word: Token) -> bool:
    clear = plain().get(word.stem, 1.0) == plain().get(word.lower, 1.0) == 1.0
    return clear and not word.name and word.stem != NUMBER and len(word.stem) > 3
