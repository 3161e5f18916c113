"""Whom the addresses and names of a calendar mean: my own, people of my book, or nobody I know yet."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress

from cookout.core.models import User
from cookout.core.search import words
from cookout.events import rules
from cookout.events.formats import Guest
from cookout.events.models.calendar_run import CalendarGuest
from cookout.people.models import Detail, Person

AT_ONCE = 500
State = CalendarGuest.State


@dataclass(frozen=True, slots=True)
class Meant:
    """Who somebody is: one person, several who may be meant, or nobody."""

    state: str
    people: tuple[int, ...] = ()

    @property
    def person(self) -> int | None:
        """The person, where it is clear."""
        return self.people[0] if self.state in (State.KNOWN, State.NAMED) else None


def key_of(mail: str) -> str:
    """By which two spellings of one address are the same."""
    return Detail.key_of(Detail.Kind.EMAIL, mail)


@dataclass(slots=True)
class Whom:
    """Answers for one keeper; the book is read once."""

    keeper: User
    mine: frozenset[str] = frozenset()
    _by_mail: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    _by_name: dict[tuple[str, ...], set[int]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, keeper: User, mails: Iterable[str]) -> "Whom":
        """Ready to answer for these addresses and for every name."""
        whom = cls(keeper, _own(keeper))
        known = Person.objects.known_to(keeper)
        for part in _parts(sorted({key_of(mail) for mail in mails} - whom.mine)):
            kept = Detail.objects.applied().filter(kind=Detail.Kind.EMAIL, key__in=part, person__in=known)
            for key, person in kept.values_list("key", "person_id"):
                whom._by_mail[key].add(person)
        for pk, name in known.values_list("pk", "full_name").order_by():
            if len(said := tuple(words(name))) > 1:
                whom._by_name[said].add(pk)
        return whom

    def is_me(self, guest: Guest) -> bool:
        """Whether this is an address of my own."""
        return bool(guest.mail) and key_of(guest.mail) in self.mine

    def who(self, guest: Guest) -> Meant:
        """Who this guest is: by the address for sure, by the name only as a question."""
        people = self._by_mail.get(key_of(guest.mail), set()) if guest.mail else set()
        if len(people) == 1:
            return Meant(State.KNOWN, tuple(people))
        people = people or self._by_name.get(tuple(words(guest.name)), set())
        return Meant(State.ASK, tuple(sorted(people))) if people else Meant(State.UNKNOWN)

    def named(self, summary: str) -> Meant | None:
        """The one person whose whole name stands in a title."""
        people = rules.people_named(words(summary), self._by_name)
        return Meant(State.NAMED, tuple(people)) if len(people) == 1 else None


def _own(keeper: User) -> frozenset[str]:
    """All addresses that are mine: of the account, and of the person that I am."""
    mails = {keeper.email, *EmailAddress.objects.filter(user=keeper).values_list("email", flat=True)}
    details = Detail.objects.filter(kind=Detail.Kind.EMAIL, person__account=keeper)
    return frozenset({key_of(mail) for mail in mails} | set(details.values_list("key", flat=True)))


def _parts(keys: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]
