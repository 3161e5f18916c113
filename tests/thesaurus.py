"""Derives `science/words/wordnet.txt.gz` from the files of WordNet 3.0: `python -m tests.thesaurus FOLDER`.

FOLDER holds data.noun, data.verb, data.adj, index.*, *.exc and cntlist.rev, as the Debian package wordnet-base lays
them into /usr/share/wordnet. What we keep: nouns and verbs with their most common senses, what a noun is a kind of
(a place: part of), which words are of one root, irregular forms. What we leave out: Latin names, famous people,
glosses, and phrases of more than three words.

The file: a line `#synsets`, then lines "parents|relatives" (numbers of other lines); `#words`, one a line; `#told`, for
each of them "commonness TAB clearness 0–9 TAB noun senses TAB verb senses TAB roots of the adjective TAB kept words";
`#forms`, then "irregular TAB lemma".
"""

import gzip
import re
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "src/cookout/science/words/wordnet.txt.gz"

ANIMALS, PLACES, PERSONS, PLANTS = "05", "15", "18", "20"
SENSES = {"n": 3, "v": 2, "a": 2}
FILES = {"n": "noun", "v": "verb", "a": "adj"}
PLAIN = re.compile(r"[A-Za-z][A-Za-z'.-]*(?: [A-Za-z][A-Za-z'.-]*){0,2}")


@dataclass
class Synset:
    """One meaning as WordNet's data files give it."""

    topic: str
    words: list[str]
    gloss: str
    parents: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    instance: bool = False


def synsets(folder: Path, kind: str) -> dict[str, Synset]:
    """Every meaning of one part of speech, by "n1234"."""
    found = {}
    for line in (folder / f"data.{FILES[kind]}").read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            continue
        data, gloss = line.split(" | ", 1)
        parts = data.split()
        many = int(parts[3], 16)
        words = [re.sub(r"\(\w+\)$", "", word).replace("_", " ") for word in parts[4 : 4 + 2 * many : 2]]
        one = found[kind + parts[0]] = Synset(parts[1], words, gloss)
        pointers = parts[5 + 2 * many :]
        for symbol, target, speech in zip(pointers[0::4], pointers[1::4], pointers[2::4], strict=False):
            if speech not in FILES:
                continue
            if kind == "n" and (symbol in ("@", "@i") or (symbol == "#p" and one.topic == PLACES)):
                one.parents.append(speech + target)
                one.instance |= symbol == "@i"
            elif symbol in ("+", "\\") and speech != "a":
                one.related.append(speech + target)
    return found


def counts(folder: Path) -> dict[tuple[str, str], list[int]]:
    """How often each sense was met in the tagged texts, by word and part of speech, in the order of the senses."""
    found: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for line in (folder / "cntlist.rev").read_text(encoding="utf-8").splitlines():
        sense, number, times = line.split()
        word, rest = sense.split("%")
        found[word, {"1": "n", "2": "v"}.get(rest[0], "a")][int(number)] = int(times)
    return {key: [by.get(n, 0) for n in range(1, max(by) + 1)] for key, by in found.items()}


def senses(folder: Path, kind: str) -> dict[str, list[str]]:
    """The meanings of every word of one part of speech, the most common first."""
    found = {}
    for line in (folder / f"index.{FILES[kind]}").read_text(encoding="utf-8").splitlines():
        if not line.startswith("  "):
            parts = line.split()
            found[parts[0]] = [kind + one for one in parts[-int(parts[2]) :]]
    return found


def wanted(one: Synset) -> bool:
    """Whether a noun's meaning is kept: no famous people, no Latin."""
    if one.topic == PERSONS and one.instance:
        return False
    return any(keeps(word, one) for word in one.words)


def keeps(word: str, one: Synset) -> bool:
    """Whether a word is kept for this meaning."""
    latin = one.topic in (ANIMALS, PLANTS) and word[0].isupper() and " " not in word
    return bool(PLAIN.fullmatch(word)) and not latin and len(word) > 1


def clearness(meanings: list[Synset], times: list[int]) -> int:
    """How surely the word means one field of life, 0 to 9: the share of its commonest topic."""
    share: dict[str, float] = defaultdict(float)
    for at, one in enumerate(meanings):
        share[one.topic] += (times[at] if at < len(times) else 0) + 0.5
    return round(9 * max(share.values()) / sum(share.values()))


def kept_words(word: str, first: Synset, every: dict[str, Synset]) -> str:
    """Which parts of a phrase its explanation repeats, as a mask: a hot dog is hot, but no dog."""
    above = [every[key] for key in first.parents]
    told = " ".join([first.gloss, *first.words, *(part for one in above for part in (*one.words, one.gloss))])
    own = word.lower().replace("_", " ")
    stems = {part[:5] for part in re.findall(r"[a-z]+", told.lower().replace(own, " "))}
    return "".join("1" if part[:5] in stems else "0" for part in re.split(r"[ -]", own))


def derive(folder: Path) -> str:
    """The whole file."""
    every = {key: one for kind in FILES for key, one in synsets(folder, kind).items()}
    number, table = {}, {}
    for key, one in every.items():
        if key[0] == "v" or (key[0] == "n" and wanted(one)):
            number[key] = len(number)
    told = counts(folder)
    for kind in FILES:
        for word, meanings in senses(folder, kind).items():
            row = table.setdefault(word, {"count": 0, "clear": 9, "n": [], "v": [], "a": [], "mask": ""})
            _fill(row, word, kind, meanings, every, number, told.get((word, kind), []))
    links = [_links(every[key], number) for key in number]
    words = sorted(word for word in table if _usable(word, table[word]))
    lines = ["#synsets", *links, "#words", *(word.replace("_", " ") for word in words), "#told"]
    lines += [_told(table[word]) for word in words]
    return "\n".join([*lines, "#forms", *_forms(folder, table)]) + "\n"


def _usable(word: str, row) -> bool:
    return bool(row["n"] or row["v"] or row["a"]) and bool(PLAIN.fullmatch(word.replace("_", " ")))


def _told(row) -> str:
    cells = [row["count"], row["clear"], *(",".join(map(str, row[kind])) for kind in FILES), row["mask"]]
    return "\t".join(map(str, cells)).rstrip("\t")


def _fill(row, word, kind, meanings, every, number, times) -> None:
    found = [every[one] for one in meanings]
    row["count"] += sum(times)
    kept = [one for one in meanings if one in number][: SENSES[kind]]
    if kind == "a":
        roots = [root for one in found[:2] for root in one.related if root in number]
        row["a"] = list(dict.fromkeys(number[root] for root in roots))[:4]
        return
    row[kind] = [number[one] for one in kept if keeps(_cased(word, every[one]), every[one])]
    if kind == "n":
        row["clear"] = clearness(found, times)
        row["mask"] = kept_words(word, found[0], every) if "_" in word else ""


def _cased(word: str, one: Synset) -> str:
    plain = word.replace("_", " ")
    return next((other for other in one.words if other.lower() == plain), plain)


def _links(one: Synset, number: dict[str, int]) -> str:
    parents = ",".join(str(number[key]) for key in one.parents if key in number)
    related = ",".join(str(number[key]) for key in dict.fromkeys(one.related) if key in number)
    return f"{parents}|{related}".rstrip("|")


def _count(table: dict, word: str) -> int:
    """How common a word is by itself; -1 where it is none: won is a coin in Korea, but here it is from to win."""
    return table[word]["count"] if word in table else -1


def _forms(folder: Path, table: dict) -> list[str]:
    forms: dict[str, str] = {}
    for name in ("noun", "verb"):
        for line in (folder / f"{name}.exc").read_text(encoding="utf-8").splitlines():
            form, lemma = line.split()[:2]
            if "_" not in form and lemma in table and 10 * _count(table, form) < _count(table, lemma) + 1:
                forms.setdefault(form, lemma)
    return [f"{form}\t{lemma}" for form, lemma in sorted(forms.items())]


if __name__ == "__main__":
    TARGET.write_bytes(gzip.compress(derive(Path(sys.argv[1])).encode(), 9, mtime=0))
    print(f"{TARGET.stat().st_size:,} bytes")
