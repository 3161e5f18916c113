"""Common ground of one profile with 10,000, and whom of 10,000 contacts I know, beside plainer ways to compare."""

import json
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process

from cookout.science import Contact, Entry, common_ground, matching_people, prepare

JUDGED = Path(__file__).resolve().parents[1] / "src/cookout/science/tests/judged"
MANY = 10_000


def _listed(words: str) -> list[str]:
    return words.split("|")


HOBBIES = _listed(
    "sailing|hiking|sourdough|chess|fly fishing|gardening|photography|choir|yoga|golf|tennis|birdwatching|"
    "old maps|woodturning|quilting|rowing|jazz|crime novels|astronomy|beekeeping|salsa|skiing|board games|"
    "genealogy|pottery|theatre|scuba diving|horses|cycling|running|climbing|home brewing|vintage cars|"
    "model trains|poetry|calligraphy"
)
TRADES = _listed(
    "bookkeeper|realtor|mortgage broker|florist|wedding photographer|plumber|roofer|dentist|physiotherapist|"
    "estate lawyer|web designer|insurance broker|caterer|architect|veterinarian|personal trainer|recruiter|"
    "printer|travel agent|baker|electrician|business coach|translator|optician|funeral director|piano teacher|"
    "landscaper|banker|midwife|tailor"
)
PEOPLE = _listed(
    "first-time home buyers|engaged couples|small law firms|new parents|restaurant owners|retired teachers|"
    "dog owners|start-ups|landlords|dental practices|families moving to town|manufacturers|people over seventy|"
    "horse owners|authors|couples who divorce|non-profits|craft breweries|farmers|weekend runners|young doctors|"
    "hotels|churches|immigrants"
)
GOALS = _listed(
    "get my accounts in order|build a proper website|speak in public without fear|hire a first employee|"
    "write a book|lose twenty pounds|sell the business|learn Spanish|renovate the kitchen|find investors|"
    "open a second shop|run a marathon|sleep better|plan our anniversary|export to Canada|retire at sixty|"
    "buy a cottage|train the puppy"
)
GROUPS = _listed("Rotary|the chamber of commerce|a running club|the parish council|a book club|the PTA|Toastmasters")
PLACES = _listed(
    "Galway|Leeds|Boise|Bergen|Toledo|Porto|Graz|Perth|Cork|Lyon|Tulsa|Ghent|Turin|Malmo|Bath|Reno|Utrecht|Padua|"
    "Dover|Salem|Tampa|Ogden|Derby|Hull|York|Bruges|Aarhus|Tampere|Basel|Linz|Split|Nantes|Lugo|Vigo"
)
TURNS = _listed(
    "most Sundays|since {n}|for {n} years|near {place}|with two friends|again|, mostly|, slowly but surely|"
    "these days|whenever I can|, more than ever|with {n} others"
)

Pair = tuple[Entry, Entry, str]


def measure() -> list[dict[str, Any]]:
    """Seconds for one profile against 10,000, cold and warm; the same for contacts; then how right everybody is."""
    return [*_profiles(), *_contacts(), *_judged()]


def _profiles() -> list[dict[str, Any]]:
    chance = random.Random(3)
    told = [_profile(chance) for _ in range(MANY)]
    mine = prepare(_profile(chance))
    common_ground(mine, told[0])
    cold = _seconds(lambda: [common_ground(mine, one) for one in told])
    prepared = [prepare(one) for one in told]
    warm = min(_seconds(lambda: [common_ground(mine, one) for one in prepared]) for _ in range(3))
    texts = [entry.text for one in told for entry in one]
    fuzzy = _seconds(lambda: process.cdist([one.text for one in mine.entries], texts, scorer=fuzz.token_set_ratio))
    name = "science.common_ground, one profile against 10,000"
    return [
        _row(f"{name}, every note read for the first time ({len(set(texts)):,} notes)", cold, None),
        _row(f"{name}, prepared", warm, 1.0, "rapidfuzz token_set_ratio of all notes", fuzzy / warm),
    ]


def _contacts() -> list[dict[str, Any]]:
    chance = random.Random(4)
    contacts = [
        Contact(
            str(key), chance.choice(TRADES), chance.choice(PLACES), f"{chance.choice(PLACES)} {key} Ltd", _notes(chance)
        )
        for key in range(MANY)
    ]
    wanted = [
        Entry("customers", "First-time home buyers near Cork"),
        Entry("good_referral", "Somebody expecting a first child", prompt="good_referral.trigger"),
        Entry("good_referral", "Dental practices with two partners"),
    ]
    matching_people(wanted, contacts[:1])
    cold = _seconds(lambda: matching_people(wanted, contacts))
    warm = min(_seconds(lambda: matching_people(wanted, contacts)) for _ in range(3))
    texts = [text for one in contacts for text in one.texts]
    fuzzy = _seconds(lambda: process.cdist([one.text for one in wanted], texts, scorer=fuzz.token_set_ratio))
    name = "science.matching_people, 10,000 contacts with six notes"
    return [
        _row(f"{name}, every note seen for the first time", cold, 0.3),
        _row(f"{name}, again", warm, 0.3, "rapidfuzz token_set_ratio of all notes", fuzzy / warm),
    ]


def _judged() -> list[dict[str, Any]]:
    """Precision and recall on both halves of the judged pairs; the peers at their own best threshold on the first."""
    halves = {name: _pairs(f"{name}_half.json") for name in ("first", "second")}
    weights = _rarity([text for pairs in halves.values() for one, other, _ in pairs for text in (one.text, other.text)])
    peers: dict[str, Callable[[str, str], float]] = {
        "token_set_ratio": lambda one, other: fuzz.token_set_ratio(one, other, processor=str.lower) / 100,
        "Jaccard of words": lambda one, other: len(_words(one) & _words(other)) / len(_words(one) | _words(other)),
        "TF-IDF cosine": lambda one, other: _cosine(one, other, weights),
    }
    rows = []
    for half, pairs in halves.items():
        rows += _right(f"judged pairs, {half} half: ours", pairs, _ours)
        for name, alike in peers.items():
            rows += _right(f"judged pairs, {half} half: {name}", pairs, _told_by(alike, halves["first"]))
    return rows


def _told_by(alike: Callable[[str, str], float], tuned_on: list[Pair]) -> Callable[[Entry, Entry], str]:
    """A peer's answer: above its best threshold something is shared; the headings say what it is called."""

    def told(threshold: float) -> Callable[[Entry, Entry], str]:
        return lambda one, other: _called(one, other) if alike(one.text, other.text) >= threshold else "none"

    best = max(np.linspace(0.05, 0.95, 19), key=lambda threshold: _f1(tuned_on, told(float(threshold))))
    return told(float(best))


def _called(one: Entry, other: Entry) -> str:
    seeking = {"goals", "ambitions", "customers", "good_referral"}
    return "complement" if one.facet != other.facet and seeking & {one.facet, other.facet} else "overlap"


def _ours(one: Entry, other: Entry) -> str:
    found = common_ground([one], [other]).findings
    return found[0].kind if found else "none"


def _scores(pairs: list[Pair], answer: Callable[[Entry, Entry], str]) -> tuple[float, float]:
    told = [(answer(one, other), verdict) for one, other, verdict in pairs]
    right = sum(said == verdict != "none" for said, verdict in told)
    given, due = (sum(pair[side] != "none" for pair in told) for side in (0, 1))
    return right / max(given, 1), right / due


def _f1(pairs: list[Pair], answer: Callable[[Entry, Entry], str]) -> float:
    precision, recall = _scores(pairs, answer)
    return 2 * precision * recall / max(precision + recall, 1e-9)


def _right(name: str, pairs: list[Pair], answer: Callable[[Entry, Entry], str]) -> list[dict[str, Any]]:
    ours = name.endswith("ours")
    return [
        {
            "name": f"{name}, {what}", "value": round(value, 3), "unit": "", "budget": least if ours else None,
            "ok": value >= least if ours else None, "peer": None, "ratio": None,
        }
        for what, value, least in zip(("precision", "recall"), _scores(pairs, answer), (0.9, 0.8), strict=True)
    ]  # fmt: skip


def _pairs(name: str) -> list[Pair]:
    rows = json.loads((JUDGED / name).read_text(encoding="utf-8"))
    return [(Entry(**row["mine"]), Entry(**row["theirs"]), row["verdict"]) for row in rows]


def _words(text: str) -> set[str]:
    return {word.strip(".,;:!?“”()").lower() for word in text.split()}


def _rarity(texts: list[str]) -> dict[str, float]:
    words = [word for text in texts for word in _words(text)]
    names, counts = np.unique(words, return_counts=True)
    return dict(zip(names.tolist(), np.log(len(texts) / counts).tolist(), strict=True))


def _cosine(one: str, other: str, weights: dict[str, float]) -> float:
    mine, theirs = _words(one), _words(other)
    length = np.sqrt(sum(weights[word] ** 2 for word in mine)) * np.sqrt(sum(weights[word] ** 2 for word in theirs))
    return float(sum(weights[word] ** 2 for word in mine & theirs) / length) if length else 0.0


def _profile(chance: random.Random) -> list[Entry]:
    """Twelve entries of a believable person."""
    kinds = (
        ("interests", HOBBIES), ("interests", HOBBIES), ("accomplishments", HOBBIES), ("personal", PLACES),
        ("goals", GOALS), ("goals", GOALS), ("skills", TRADES), ("business", TRADES), ("networks", GROUPS),
        ("networks", PEOPLE), ("customers", PEOPLE), ("good_referral", PEOPLE),
    )  # fmt: skip
    return [Entry(facet, _said(chance, words), key=str(at)) for at, (facet, words) in enumerate(kinds)]


def _notes(chance: random.Random) -> tuple[str, ...]:
    return tuple(_said(chance, chance.choice((HOBBIES, HOBBIES, PLACES, GOALS, GROUPS, PEOPLE))) for _ in range(6))


def _said(chance: random.Random, words: list[str]) -> str:
    turn = chance.choice(TURNS).format(n=chance.randint(2, 40), place=chance.choice(PLACES))
    return f"{chance.choice(words)} {turn}"


def _seconds(act: Callable[[], Any]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _row(
    name: str, value: float, budget: float | None, peer: str | None = None, ratio: float | None = None
) -> dict[str, Any]:
    return {
        "name": name, "value": round(value, 3), "unit": "s", "budget": budget,
        "ok": None if budget is None else value <= budget, "peer": peer, "ratio": ratio and round(ratio, 2),
    }  # fmt: skip
