"""A speed evening as people read it: turn by turn, table by table, and what each member finds on her slip."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from cookout.groups.models import Membership
from cookout.rounds.formats.table import EVENING, as_csv
from cookout.rounds.models.evening import SpeedEvening


@dataclass(frozen=True)
class Table:
    """One table in one turn, and who sits there."""

    number: int
    seats: tuple[Membership, ...]

    def others(self, membership: Membership) -> list[str]:
        """Whom she meets at it."""
        return [one.name for one in self.seats if one.pk != membership.pk]


@dataclass(frozen=True)
class Turn:
    """One turn: its tables, and who sits it out."""

    number: int
    at: str
    """From when to when; empty where the evening has no time."""
    tables: tuple[Table, ...]
    out: tuple[Membership, ...]


@dataclass(frozen=True)
class Slip:
    """Where one member goes, turn by turn: the turn, the table (none: she sits out), and whom she meets."""

    membership: Membership
    stops: tuple[tuple[int, Table | None, tuple[str, ...]], ...]


@dataclass(frozen=True)
class EveningPlan:
    """The whole evening, read at once."""

    evening: SpeedEvening
    turns: tuple[Turn, ...]

    @classmethod
    def of(cls, evening: SpeedEvening) -> "EveningPlan":
        """All turns of an evening."""
        tables: dict[int, dict[int, list[Membership]]] = defaultdict(lambda: defaultdict(list))
        out: dict[int, list[Membership]] = defaultdict(list)
        rows = evening.places.select_related("membership", "membership__classification")
        for seat in sorted(rows, key=lambda row: (row.turn, row.membership.name, row.pk)):
            seat.membership.name = seat.membership.name or _("A former member")  # her account was erased
            (out[seat.turn] if seat.table is None else tables[seat.turn][seat.table]).append(seat.membership)
        return cls(
            evening,
            tuple(
                Turn(
                    number,
                    evening.time_of(number),
                    tuple(Table(at, tuple(tables[number][at])) for at in sorted(tables[number])),
                    tuple(out[number]),
                )
                for number in range(1, evening.turns + 1)
            ),
        )

    @cached_property
    def members(self) -> list[Membership]:
        """Everybody who has a place in some turn, by name."""
        found = {one.pk: one for turn in self.turns for one in _people(turn)}
        return sorted(found.values(), key=lambda one: (one.name, one.pk))

    @cached_property
    def slips(self) -> list[Slip]:
        """One for each member."""
        where: dict[int, list[tuple[int, Table | None]]] = defaultdict(list)
        for turn in self.turns:
            for table in turn.tables:
                for one in table.seats:
                    where[one.pk].append((turn.number, table))
            for one in turn.out:
                where[one.pk].append((turn.number, None))
        return [Slip(one, tuple(_stop(one, turn, table) for turn, table in where[one.pk])) for one in self.members]

    def as_table(self) -> str:
        """A row a seat, turn by turn and table by table, for other programs."""
        rows = [
            (turn.number, at, one.name, one.classification.name if one.classification else "")
            for turn in self.turns
            for at, seats in (*((str(table.number), table.seats) for table in turn.tables), ("", turn.out))
            for one in seats
        ]
        return as_csv(EVENING, rows)


def _people(turn: Turn) -> Iterator[Membership]:
    for table in turn.tables:
        yield from table.seats
    yield from turn.out


def _stop(membership: Membership, turn: int, table: Table | None) -> tuple[int, Table | None, tuple[str, ...]]:
    return turn, table, tuple(table.others(membership)) if table else ()
