"""Judging cards against a book: same, merge or new. The rule itself is pure and stands in `formats.alike`.

Whoever is in the book is asked of the database, batch by batch; whoever the run itself would bring in is remembered in
memory as numbers, so that a hundred thousand cards fit.
"""

import hashlib
import uuid
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as altered

from django.core.files.storage import default_storage
from django.db.models import Q

from cookout.core.ids import uuid7
from cookout.core.models import User
from cookout.people.formats import Name
from cookout.people.formats.alike import Called, Candidate, Link, called, is_known_by, is_stand_in, whose
from cookout.people.models.card_rows import Waiting, names_of
from cookout.people.models.detail import Detail
from cookout.people.models.import_run import ImportRow
from cookout.people.models.person import Person, sort_key
from cookout.people.rules import split_name

Outcome = ImportRow.Outcome
LINKS = {"uid": Link.UID, "email": Link.EMAIL, "phone": Link.PHONE}
SHORTEST_PHONE = 6
"""Numbers with fewer digits are extensions and services: they belong to nobody alone."""


@dataclass(slots=True)
class Holder:
    """Someone a card may belong to: kept already (`person_id`), or made by this run."""

    uid: uuid.UUID
    called: Called
    order: int
    person_id: int | None = None
    names: list[str] = field(default_factory=list)
    merged_names: list[str] = field(default_factory=list)
    known: "array[int]" = field(default_factory=lambda: array("q"))
    photo: str = ""
    sort_key: str = ""

    def says(self, asked: "Asked") -> "Verdict":
        """What the card would add to this one."""
        known = set(self.known)
        adds, seen = [], set()
        for index, number in enumerate(asked.numbers):
            if number and number not in known and number not in seen:
                adds.append(index)
                seen.add(number)
        adds_name = asked.has_name and not is_known_by(asked.called.full, [self.called.full, *self.names])
        unknown = [index for index, number in enumerate(asked.photos) if number not in known]
        adds_photos = tuple(index for index in unknown if not self._shows(asked.digests[index]))
        outcome = Outcome.MERGE if adds or adds_name or adds_photos else Outcome.SAME
        return Verdict(outcome.value, self, tuple(adds), adds_name, adds_photos)

    def learn(self, asked: "Asked") -> None:
        """From now on this one says all that the card says."""
        known = set(self.known)
        self.known.extend(number for number in {*asked.numbers, *asked.photos} if number and number not in known)
        self.names.extend(name for name in asked.names if name not in self.names)

    def _shows(self, digest: str) -> bool:
        """Whether this is the picture that was put there by hand."""
        if not self.photo or not default_storage.exists(self.photo):
            return False
        with default_storage.open(self.photo) as file:
            return hashlib.sha256(file.read()).hexdigest() == digest


@dataclass(slots=True)
class Asked:
    """A card as it is compared."""

    called: Called
    has_name: bool
    names: list[str]
    numbers: list[int]
    links: list[tuple[Link, int, str, str]]
    sort_keys: tuple[str, ...]
    photos: list[int]
    digests: list[str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What bringing a card in means."""

    outcome: str
    holder: Holder
    adds: tuple[int, ...] = ()
    adds_name: bool = False
    adds_photos: tuple[int, ...] = ()

    def applied_to(self, waiting: Waiting) -> Waiting:
        """The card with what it would add."""
        return altered(waiting, adds=self.adds, adds_name=self.adds_name, adds_photos=self.adds_photos)


def number_of(kind: str, key: str) -> int:
    """A value as a number, for the time of one run; 0 for a value that says nothing."""
    return hash((kind, key)) if key else 0


def link_of(kind: str, key: str) -> Link | None:
    """What an equal value of this kind proves, if anything."""
    if kind == "phone" and sum(sign.isdigit() for sign in key) < SHORTEST_PHONE:
        return None
    if kind == "email" and "@" not in key.strip("@"):
        return None
    return LINKS.get(kind) if key else None


def asked(waiting: Waiting) -> Asked:
    """A card prepared for comparing."""
    card = waiting.card
    numbers, links, nicknames = [], [], []
    for value, key in zip(card.values, waiting.keys, strict=True):
        numbers.append(number_of(value.kind, key))
        if (link := link_of(value.kind, key)) is not None:
            links.append((link, numbers[-1], value.kind, key))
        if value.kind == "nickname":
            nicknames.append(key)
    name, has_name = called(card.name), not is_stand_in(card)
    digests = [photo.digest for photo in waiting.photos]
    return Asked(
        called=name,
        has_name=has_name,
        names=[name.full, *nicknames] if has_name else nicknames,
        numbers=numbers,
        links=links,
        sort_keys=_sort_keys(card.name) if not links else (),
        photos=[number_of("photo", digest) for digest in digests],
        digests=digests,
    )


class Index:
    """Who holds which id, mail and phone, and who has which name."""

    def __init__(self) -> None:
        self._by_number: dict[int, Holder | list[Holder]] = {}
        self._by_name: dict[str, list[Holder]] = {}

    def add(self, holder: Holder, numbers: Iterable[int], names: Iterable[str] = ()) -> None:
        """Remember a holder under these numbers, and under names where nothing else tells them apart."""
        for number in numbers:
            there = self._by_number.get(number)
            if there is None:
                self._by_number[number] = holder
            elif isinstance(there, list):
                there.append(holder)
            elif there is not holder:
                self._by_number[number] = [there, holder]
        for name in names:
            self._by_name.setdefault(name, []).append(holder)

    def holding(self, number: int) -> Sequence[Holder]:
        """Who holds this value."""
        there = self._by_number.get(number, ())
        return [there] if isinstance(there, Holder) else there

    def named(self, name: str) -> Sequence[Holder]:
        """Who has this name."""
        return self._by_name.get(name, ())


class Judge:
    """Judges the cards of one run in their order; remembers whom the run would make and what it would add."""

    def __init__(self, keeper: User) -> None:
        self._keeper = keeper
        self._made = Index()
        self._count = 0
        self._learned: dict[int, list[Asked]] = {}
        self._learned_by: dict[int, int] = {}
        self._is_empty = not Person.objects.kept_by(keeper).exists()

    def judge(self, cards: Sequence[tuple[Waiting, uuid.UUID | None]]) -> list[Verdict]:
        """What each card means, given the book and the cards before it; the id is the one that someone new gets."""
        prepared = [asked(waiting) for waiting, _uid in cards]
        kept = Index() if self._is_empty else self._kept(prepared)
        return [self._one(card, kept, uid) for card, (_waiting, uid) in zip(prepared, cards, strict=True)]

    def _one(self, card: Asked, kept: Index, uid: uuid.UUID | None) -> Verdict:
        verdicts: dict[int, Verdict] = {}
        candidates: list[Candidate[Holder]] = []
        for link, holder in self._linked(card, kept):
            verdict = verdicts.get(id(holder)) or holder.says(card)
            if id(holder) not in verdicts:
                verdicts[id(holder)] = verdict
                says_all = verdict.outcome == Outcome.SAME
                candidates.append(Candidate(holder, link, holder.called, says_all, holder.order))
        found = whose(card.called, candidates)
        if found is None:
            return Verdict(Outcome.NEW.value, self._make(card, uid))
        verdict = verdicts[id(found.holder)]
        if verdict.outcome == Outcome.MERGE:
            self._learn(found.holder, card)
        return verdict

    def _linked(self, card: Asked, kept: Index) -> Iterable[tuple[Link, Holder]]:
        for link, number, _kind, _key in sorted(card.links, key=lambda one: one[0]):
            for index in (kept, self._made):
                yield from ((link, holder) for holder in index.holding(number))
        if not card.links:
            for index in (kept, self._made):
                namesakes = (holder for key in card.sort_keys for holder in index.named(key))
                full = card.called.full
                yield from (
                    (Link.NAME, one) for one in namesakes if full == one.called.full or full in one.merged_names
                )

    def _make(self, card: Asked, uid: uuid.UUID | None) -> Holder:
        self._count += 1
        holder = Holder(uid or uuid7(), card.called, order=self._count)
        holder.learn(card)
        self._made.add(holder, (link[1] for link in card.links), card.sort_keys)
        return holder

    def _learn(self, holder: Holder, card: Asked) -> None:
        holder.learn(card)
        if holder.person_id is None:
            self._made.add(holder, (link[1] for link in card.links))
            return
        self._learned.setdefault(holder.person_id, []).append(card)
        self._learned_by.update((link[1], holder.person_id) for link in card.links)

    # The book, as far as these cards may touch it

    def _kept(self, cards: Sequence[Asked]) -> Index:
        index = Index()
        holders = {holder.person_id or 0: holder for holder in self._people(self._touched(cards))}
        details = Detail.objects.applied().filter(person_id__in=holders)
        for person_id, kind, key in details.values_list("person_id", "kind", "key"):
            holder = holders[person_id]
            number = number_of(kind, key)
            if not number:
                continue
            holder.known.append(number)
            if kind == Detail.Kind.NICKNAME:
                holder.names.append(key)
            if link_of(kind, key) is not None:
                index.add(holder, [number])
        for holder in holders.values():
            self._complete(holder, index)
        self._remember_merged(holders, index)
        return index

    def _remember_merged(self, holders: "dict[int, Holder]", index: Index) -> None:
        """Whoever was made one with somebody is found there: by their name, and by their own id."""
        gone = Person.objects.filter(merged_into__in=holders).order_by("pk")
        for into, uid, full, key in gone.values_list("merged_into", "uid", "full_name", "sort_key"):
            holder, own = holders[into or 0], number_of("uid", uid.urn)
            holder.merged_names.append(called(Name(full)).full)
            holder.names.append(called(Name(full)).full)
            holder.known.append(own)
            index.add(holder, [own], [key])

    def _complete(self, holder: Holder, index: Index) -> None:
        own = number_of("uid", holder.uid.urn)
        holder.known.append(own)
        index.add(holder, [own], [holder.sort_key])
        for card in self._learned.get(holder.person_id or 0, ()):
            holder.learn(card)
            index.add(holder, (link[1] for link in card.links))

    def _people(self, person_ids: set[int]) -> Iterable[Holder]:
        # Those in the book were there before anyone of this run: their order comes first.
        columns = ("pk", "uid", "full_name", "given", "family", "photo", "sort_key")
        people = Person.objects.kept_by(self._keeper).filter(pk__in=person_ids)
        for pk, uid, full, given, family, photo, sorted_by in people.values_list(*columns):
            name = called(Name(full, given, family))
            yield Holder(uid, name, order=pk - 2**62, person_id=pk, photo=photo, sort_key=sorted_by)

    def _touched(self, cards: Sequence[Asked]) -> set[int]:
        """Ids of the people in the book who share an id, mail or phone with a card, or the name of one without any."""
        values = {(kind, key) for card in cards for _link, _number, kind, key in card.links}
        mine = Person.objects.kept_by(self._keeper)
        found = {self._learned_by[link[1]] for card in cards for link in card.links if link[1] in self._learned_by}
        for kind in LINKS:
            keys = [key for of, key in values if of == kind]
            held = Detail.objects.applied().filter(kind=kind, key__in=keys) if keys else None
            if held is not None:
                found.update(held.filter(person__keeper=self._keeper).values_list("person_id", flat=True))
        uids = [uid for kind, key in values if kind == "uid" and (uid := _uid_in(key))]
        names = [key for card in cards for key in card.sort_keys]
        if uids or names:
            asked_for = Q(uid__in=uids) | Q(sort_key__in=names)
            found.update(mine.filter(asked_for).values_list("pk", flat=True))
            gone = Person.objects.filter(asked_for, keeper=self._keeper, merged_into__isnull=False)
            found.update(into or 0 for into in gone.values_list("merged_into", flat=True))
        return found


def _sort_keys(name: Name) -> tuple[str, ...]:
    """The ways in which someone of this name may be sorted: as the card parts it, whole, and as we would part it."""
    full, given, family, *_rest = names_of(name)
    ours = split_name(full)
    ways = (given, family), ("", ""), (ours.get("given", ""), ours.get("family", ""))
    return tuple(dict.fromkeys(sort_key(full, *parts) for parts in ways))


def _uid_in(key: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(key)
    except ValueError:
        return None
