"""Who a line of a chapter report means: by the whole name and the chapter, never by a first name alone. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from cookout.people.formats.match import fold

FEWEST_KNOWN = 0.5
"""Where fewer of the names than this sit in the chapter, it may be the report of another one."""

COMMON_WORDS = {"chapter", "club", "group", "name", "report", "team", "the"}
"""They do not tell one chapter from another."""

KNOWN, ASK, GUEST, UNKNOWN = "known", "ask", "guest", "unknown"
"""One seat fits; several may be meant; of another chapter; nobody of that name sits here."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in the chapter, with the public id of the membership."""

    uid: str
    name: str


@dataclass(frozen=True, slots=True)
class Match:
    """Who is meant; `candidates` come first where it is for a person to say."""

    state: str
    candidates: tuple[str, ...] = ()

    @property
    def pick(self) -> str:
        """The seat that fits without asking."""
        return self.candidates[0] if self.state == KNOWN else ""


@dataclass(slots=True)
class Roster:
    """The seats of a chapter by their folded names."""

    seats: Iterable[Seat]
    _whole: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _last: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for seat in self.seats:
            key = key_of(seat.name)
            self._whole[key].append(seat.uid)
            for word in set(key.split()[:1] + key.split()[-1:]):
                self._last[word].append(seat.uid)

    def match(self, name: str, *, is_guest: bool, is_twice: bool) -> Match:
        """Who a line means. `is_twice` says that another line of the same month bears the same name.

        >>> here = Roster([Seat("1", "Maria Lopez"), Seat("2", "María López"), Seat("3", "Ben Brandt")])
        >>> here.match("Brandt, Ben", is_guest=False, is_twice=False)
        Match(state='known', candidates=('3',))
        >>> here.match("Maria Lopez", is_guest=False, is_twice=False)
        Match(state='ask', candidates=('1', '2'))
        >>> here.match("Ben", is_guest=False, is_twice=False)
        Match(state='unknown', candidates=('3',))
        """
        key = key_of(name)
        same = tuple(self._whole.get(key, ())) if " " in key else ()
        if is_guest:
            # Who sits in two chapters is printed as a guest in one of them: that is for a person to say.
            return Match(ASK, same) if same else Match(GUEST)
        if len(same) == 1 and not is_twice:
            return Match(KNOWN, same)
        if same:
            return Match(ASK, same)
        return Match(UNKNOWN, self._alike(key))

    def _alike(self, key: str) -> tuple[str, ...]:
        """Seats that share the last word, or a first name that stands alone: shown first, never chosen for anybody."""
        parts = key.split(" ")
        found = [*self._last.get(parts[-1], ()), *(self._last.get(parts[0], ()) if len(parts) == 1 else ())]
        return tuple(dict.fromkeys(found))


def key_of(name: str) -> str:
    """A name folded for comparing; “Last, First” is turned round.

    >>> key_of("Núñez,  Ana-Lucía"), key_of("Ana-Lucia NUNEZ")
    ('ana lucia nunez', 'ana lucia nunez')
    """
    last, comma, first = name.partition(",")
    return fold(f"{first} {last}" if comma and first.strip() and "," not in first else name)


def is_same_chapter(said: str, name: str) -> bool:
    """Whether the chapter that a file names is this one; a file that names none says nothing against it.

    >>> is_same_chapter("Chapter: Olentangy", "olentangy"), is_same_chapter("Olentangy North", "Olentangy")
    (True, False)
    """
    told = _proper(said)
    return not told or told == _proper(name)


def _proper(text: str) -> list[str]:
    return [word for word in fold(text).split() if word not in COMMON_WORDS]


def is_mostly_known(states: Iterable[str]) -> bool:
    """Whether enough of the names that are not guests sit here; a file of guests alone says nothing of it.

    >>> is_mostly_known(["known", "ask", "unknown"]), is_mostly_known(["known", "unknown", "unknown"])
    (True, False)
    """
    ours = [state for state in states if state != GUEST]
    found = sum(state != UNKNOWN for state in ours)
    return not ours or found >= FEWEST_KNOWN * len(ours)
