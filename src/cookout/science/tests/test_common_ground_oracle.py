"""Beside the indexed version a slow obvious one: every word of one profile against every word of the other."""

import json
import random
from pathlib import Path

from cookout.science import Entry, common_ground
from cookout.science.facets import LIFE, OFFERING, TRADE, meeting, parts_fit
from cookout.science.words.marks import KIND, ROOT, SAID, Core, Spot, apart
from cookout.science.words.meaning import meaning, meets
from cookout.science.words.table import table

FIRST = Path(__file__).parent / "judged" / "first_half.json"


def test_the_index_finds_what_looking_at_every_pair_of_words_finds() -> None:
    chance = random.Random(7)
    rows = [Entry(**row[side]) for row in json.loads(FIRST.read_text("utf-8")) for side in ("mine", "theirs")]
    for _ in range(20):
        mine, theirs = chance.sample(rows, 8), chance.sample(rows, 8)
        told = [common_ground([one], [other]).findings for one in mine for other in theirs]
        found = {(f.mine, f.theirs): (f.kind, f.strength) for findings in told for f in findings}
        assert found == {(one, other): told for one in mine for other in theirs if (told := _slow(one, other))}
        shown = common_ground(mine, theirs, most=99).findings
        assert {(f.mine, f.theirs): (f.kind, f.strength) for f in shown}.items() <= found.items()
        # The strongest of all is always shown; nothing can have been told before it.
        assert max((f.strength for f in shown), default=0) == max((told[1] for told in found.values()), default=0)


def _slow(one: Entry, other: Entry) -> tuple[str, float] | None:
    links, rival = [], False
    for mine in _spots(one):
        for theirs in _spots(other):
            for a in mine.lead.cores:
                for b in theirs.lead.cores:
                    link = _link(one, other, a, b)
                    if link is not None:
                        rival |= link[2] == "work" and {one.facet, other.facet} <= TRADE
                        strength = link[1] * mine.focus * theirs.focus
                        links.append((link[0], strength, link[2], mine, theirs, a.step + b.step, a.concept, a, b))
    links = [link for link in links if link[1] > 0 and (not rival or link[2] in LIFE)]
    told = [(kind, _together([link for link in links if link[0] == kind])) for kind in ("complement", "overlap")]
    kind, strength = max(told, key=lambda pair: pair[1])
    return (kind, round(strength, 3)) if strength >= 0.6 else None


def _spots(entry: Entry) -> list[Spot]:
    return [*meaning(entry.text), *(meets(entry.text) if entry.facet in OFFERING else ())]


def _link(one: Entry, other: Entry, a: Core, b: Core) -> tuple[str, float, str] | None:
    if a.concept != b.concept or (KIND in (a.step, b.step) and min(a.step, b.step) >= ROOT):
        return None
    if a.base == b.base and not a.step == b.step == SAID:
        return None
    work = a.layer == b.layer == "work"
    if work and not parts_fit(one.facet, other.facet, a.part, b.part):
        return None
    field, share = _field(a, b)
    kind, counts = meeting(one.facet, other.facet, field)
    return kind, min(a.weight, b.weight) * share * counts, field


def _field(a: Core, b: Core) -> tuple[str, float]:
    if a.concept not in table().concepts:
        return ("name" if "name" in (a.layer, b.layer) else "word"), 1.0
    concept = table().concepts[a.concept]
    if concept.section == "people":
        field = {("people", "people"): "people", ("meets", "meets"): "sphere"}.get((a.layer, b.layer), "meets")
        return field, (0.0 if field == "sphere" else 0.8) if concept.broad else 1.0
    return ("work" if concept.section == "trade" else concept.section), 1.0


def _together(links: list) -> float:
    left, taken, chosen = 1.0, [], []
    for link in sorted(links, key=lambda link: (-link[1], link[5], link[3].start, link[4].start, link[6])):
        if all(apart(link[3], mine) and apart(link[4], theirs) for mine, theirs in taken):
            taken.append((link[3], link[4]))
            left *= 1 - link[1]
            chosen.append(link)
    said = [link for link in chosen if link[7].step == link[8].step == SAID]
    row = any(a[3].end == b[3].start and a[4].end == b[4].start for a in said for b in said)
    return 1 - left * (0.5 if row else 1.0)
