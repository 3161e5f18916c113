"""Which cards of a large book to compare at all, and those of them that are likely one person's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from . import evidence
from .cards import Decision, Known
from .judge import decide
from .letters import spoken
from .nicknames import roots

MOST = 40
"""What more cards than these have in common tells nobody apart."""

OFFICE = 4
"""A mail or a phone on more cards than these is an office's, whatever it looks like."""


MANY = 12
"""A domain on more cards than these, of several firms, is no firm's."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cards, by their keys, and why they may be one person's."""

    one: Hashable
    other: Hashable
    reasons: Decision


def likely_pairs(cards: Iterable[Known]) -> list[Pair]:
    """Who stands in the book twice, in the order of the book.

    Compared are only those who share a mailbox, a number, a page, a birthday, a house, two words of the name in any
    order (as they sound, pet names as the whole name), or a firm and a word of the name. Cost: some 30 µs a card, and
    as much a pair compared.

    >>> cards = [Known.of(n, "Ada Byron", [("email", "ada@example.org", "")]) for n in (1, 2)]
    >>> [(pair.one, pair.other) for pair in likely_pairs([*cards, Known.of(3, "Ben Byron", [])])]
    [(1, 2)]
    """
    known = list(cards)
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, card in enumerate(known):
        for key in set(_keys(card)):
            blocks[key].append(place)
    crowded = {key for key, held in blocks.items() if key[0] in ("mail", "phone") and len(held) > OFFICE}
    offices = frozenset(
        [way for card in known for way in card.mails if ("mail", way) in crowded]
        + [way for card in known for way in card.phones if ("phone", evidence.tail(way)) in crowded]
    )
    offices |= _free_domains(known)
    found: list[Pair] = []
    for one, other in sorted(_compared(blocks)):
        if reasons := decide(known[one], known[other], offices=offices):
            found.append(Pair(known[one].key, known[other].key, reasons))
    return found


def _free_domains(cards: Sequence[Known]) -> frozenset[str]:
    """Domains that people of several firms have their mail at: whoever likes may have one there."""
    held: dict[str, set[int]] = defaultdict(set)
    firms: dict[str, set[str]] = defaultdict(set)
    for place, card in enumerate(cards):
        for domain in {evidence.domain_of(mail) for mail in card.mails} - {""}:
            held[domain].add(place)
            firms[domain].update(word for firm in card.firms for word in firm.split()[:1])
    return frozenset(domain for domain, places in held.items() if len(places) > MANY and len(firms[domain]) > 3)


def _compared(blocks: dict[tuple[str, str], list[int]]) -> set[tuple[int, int]]:
    pairs: set[tuple[int, int]] = set()
    for held in blocks.values():
        if 1 < len(held) <= MOST:
            pairs.update(combinations(held, 2))
    return pairs


def _keys(card: Known) -> Iterator[tuple[str, str]]:
    yield from (("mail", mail) for mail in card.mails)
    yield from (("phone", evidence.tail(number)) for number in card.phones)
    yield from (("page", page) for page in card.pages)
    if card.birthday and not card.birthday.startswith("--"):
        yield "born", card.birthday
    words = [_sounds(word) for word in card.name.words[:5]]
    for text in card.addresses:
        house = evidence.place(text)[0]
        if house:
            yield from (("house", f"{house}|{one}") for sounds in words for one in sounds)
    for firm in card.firms:
        yield from (("firm", f"{firm[:6]}|{one}") for sounds in words for one in sounds)
    for mine, theirs in combinations(words, 2):
        yield from (("name", "|".join(sorted((one, other)))) for one in mine for other in theirs)


def _sounds(word: str) -> Sequence[str]:
    return [str(root) for root in sorted(roots(word))] or [spoken(word)]
