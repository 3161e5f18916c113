"""The referrals that are looked at closely, as the files named in `FILES` tell them."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cookout.site.sample.chapter import split
from cookout.site.sample.hours import clock
from cookout.site.sample.names import Inventor
from cookout.site.sample.referral_shapes import Between, Closed, Felt, Heard, Move, OwnSide, Referral, Told, Who
from cookout.site.sample.shapes import Account, Book, Diary
from cookout.site.sample.words import read

AS_TOLD = (
    "note", "may_tell", "is_confidential", "was_asked", "closeness", "expects_call", "first_step", "handoff",
    "temperature", "update_days",
)  # fmt: skip
FILES = ("referrals_to_sam", "referrals_by_sam", "referrals_of_others", "between_two")
NOUNS = ("favor", "ask", "testimonial", "teaching", "review")


def told() -> Mapping[str, list[Mapping[str, Any]]]:
    """All of the files, in their order."""
    files = [read(name) for name in FILES]
    return {noun: [row for file in files for row in file.get(noun, ())] for noun in ("referral", *NOUNS)}


def pairs() -> frozenset[frozenset[str]]:
    """Members between whom everything is told here: whoever is closest to the design's own story."""
    return frozenset({frozenset(("sam", "marta")), frozenset(("sam", "priya"))})


def reserve(inventor: Inventor) -> None:
    """Keep the names of the prospects free."""
    for row in told()["referral"]:
        if "about" in row:
            inventor.taken(split(row["about"]))


class Reader:
    """Turns the rows of the file into referrals."""

    def __init__(self, accounts: Mapping[str, Account], books: Sequence[Book], diary: Diary, today: dt.date) -> None:
        self.accounts = accounts
        self.people = {(book.owner, person.name.full): person for book in books for person in book.people}
        self.diary = diary
        self.today = today

    def referrals(self) -> Iterator[Referral]:
        """All of them; whatever another grew out of stands before it."""
        for row in told()["referral"]:
            yield self._referral(row)

    def between(self, keys: Mapping[tuple[str, str], str]) -> Iterator[Between]:
        """Favors, asks, praise, teachings and reviews; `keys` maps owner and prospect to a referral."""
        for noun in NOUNS:
            for row in told()[noun]:
                yield Between(
                    noun, row["owner"], self._known(row["owner"], row["with"]), row["text"], self._day(row["on"]),
                    kind=row.get("kind", ""), by_me=row.get("by_me", True), may_show=row.get("may_show", False),
                    referral=keys[row["owner"], row["referral"]] if "referral" in row else "",
                    due_on=self._day(-row["due"]) if "due" in row else None,
                )  # fmt: skip

    def _referral(self, row: Mapping[str, Any]) -> Referral:
        owner = row["owner"]
        mine, other = Who(self.accounts[owner].name.full, account=owner), self._who(owner, row.get("from") or row["to"])
        referrer, provider = (other, mine) if "from" in row else (mine, other)
        given = self._at(*row["given"])
        is_name = row.get("name", False)
        mover = "provider" if provider.account else "referrer"
        days, step = row.get("next", (None, ""))
        return Referral(
            key=row.get("key") or key_of(row),
            made_by=referrer.account or owner,
            made_at=given,
            referrer=referrer,
            provider=provider,
            prospect=self._who(owner, row["about"]) if "about" in row else referrer,
            moves=() if is_name else (Move("given", given, "referrer"), *self._moves(row, mover)),
            told=tuple(Told(self._at(*said[:2]), said[3], said[2], *said[4:]) for said in row.get("told", [])),
            heard=tuple(Heard(self._at(*said[:2]), *said[2:]) for said in row.get("heard", [])),
            felt=tuple(
                Felt(state, self._at(day, time), how, line, may_tell=True)
                for state, day, time, how, line in row.get("felt", [])
            ),
            closed=tuple(Closed(self._day(day), *rest) for day, *rest in row.get("closed", [])),
            sides=tuple(self._sides(row, given)),
            parent=row.get("parent", ""),
            may_contact=None if is_name else True,
            next_step=step,
            next_on=None if days is None else self.today + dt.timedelta(days=days),
            **{name: row[name] for name in AS_TOLD if name in row},
        )

    def _moves(self, row: Mapping[str, Any], mover: str) -> Iterator[Move]:
        for state, day, time, note in row["moves"]:
            yield Move(state, self._at(day, time), mover, note)

    def _sides(self, row: Mapping[str, Any], given: dt.datetime) -> Iterator[OwnSide]:
        side = dict(row.get("side", {}))
        if not side:
            return
        met = self._met(row["owner"], row.get("from") or row["to"], given) if side.pop("met", False) else ""
        last = self._at(*row["moves"][-1][1:3])
        yield OwnSide(row["owner"], one_to_one=met, fit_at=last if "fit" in side else None, **side)

    def _met(self, owner: str, other: str, before: dt.datetime) -> str:
        """The latest 1-2-1 of the two before it; none, where the day falls so."""
        held = [
            (one.starts_at, one.key)
            for one in self.diary.one_to_ones
            if one.says and one.starts_at and one.starts_at < before and {one.first, one.second} == {owner, other}
        ]
        return max(held)[1] if held else ""

    def _who(self, owner: str, name: str) -> Who:
        """A member by key, somebody of the book by name, or a name."""
        if name in self.accounts:
            return Who(self.accounts[name].name.full, account=name)
        person = self.people.get((owner, name))
        if person is None:
            return Who(name)
        ways = {value.kind: value.value for value in reversed(person.details) if value.kind in {"email", "phone"}}
        return Who(name, person=person.key, mail=ways.get("email", ""), phone=ways.get("phone", ""))

    def _known(self, owner: str, name: str) -> str:
        """The key of somebody in the book."""
        full = self.accounts[name].name.full if name in self.accounts else name
        return self.people[owner, full].key

    def _day(self, ago: int) -> dt.date:
        return self.today - dt.timedelta(days=ago)

    def _at(self, ago: int, time: str) -> dt.datetime:
        hour, _colon, minute = time.partition(":")
        return clock(self._day(ago), dt.time(int(hour), int(minute)))


def key_of(row: Mapping[str, Any]) -> str:
    """What tells one from another."""
    return f"{row['owner']}: {row.get('from', '')} to {row.get('to', '')} about {row.get('about', '')}"
