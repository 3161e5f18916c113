"""The picture of who has met whom, as data to draw; and what is beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cookout.core.charts.matrix import Matrix, Side, Sign
from cookout.rounds.models.met import WORDS, HasMet, Member, Row, css_of, field_words, words_of
from cookout.rounds.rules import Band

RAMP: tuple[tuple[str, str | Promise], ...] = (
    (css_of(Band.MONTH), gettext_lazy("within a month")),
    (css_of(Band.QUARTER), gettext_lazy("1 to 3")),
    (css_of(Band.HALF), gettext_lazy("3 to 6")),
    (css_of(Band.YEAR), gettext_lazy("6 to 12 months")),
    (css_of(Band.LONGER), gettext_lazy("longer")),
    (css_of(Band.NEVER), gettext_lazy("never")),
)
NOT_KNOWN = (css_of(None), gettext_lazy("not known"))


OTHER = "other"
"""What the address calls the field of those who sit alone in theirs."""

MINE = "mine"

MOST_DRAWN = 60
"""More members than that have their picture on its own page alone, where it scrolls in its box."""


@dataclass(frozen=True)
class Sight:
    """What of it one looks at: a field, if one is chosen, and one member's row."""

    met: HasMet
    field: str | None
    member: Member | None
    is_mine: bool = False
    """Whether of the picture only my own row is drawn."""

    @classmethod
    def of(cls, met: HasMet, *, field: str = "", member: str = "") -> "Sight":
        """A field or a member that is not there is none chosen: then the row is mine, else the newcomer's."""
        first = met.members[0] if met.members else None
        found = met.find(member) or met.me or met.newest or first
        known = {name or OTHER: name for name in met.fields}
        return cls(met, known.get(field), found if met.shows_pairs else None, field == MINE and met.me is not None)

    @cached_property
    def members(self) -> tuple[Member, ...]:
        """Myself, those of the field, or all."""
        if self.is_mine and self.met.me is not None:
            return (self.met.me,)
        return tuple(one for one in self.met.members if self.field in (None, one.field))

    @cached_property
    def picture(self) -> Matrix:
        """To be drawn."""
        return picture(self.met, self.members)

    @property
    def is_drawn_small(self) -> bool:
        """Whether the picture fits beside other things."""
        return len(self.met.members) <= MOST_DRAWN

    @cached_property
    def row(self) -> Row | None:
        """The member one looks at, beside the others."""
        return self.met.row(self.member) if self.member else None

    @property
    def rows(self) -> Iterator[Row]:
        """The list: the same as the picture, member by member."""
        return (self.met.row(member) for member in self.members) if self.met.shows_pairs else iter(())

    @property
    def counts(self) -> Iterator[tuple[Member, str]]:
        """Each with how many of the others she met within a year."""
        to_meet, words, unknown = max(0, self.met.known - 1), _("%(n)s of %(of)s"), str(NOT_KNOWN[1])
        for one in self.members if self.met.shows_pairs else ():
            met = words % {"n": self.met.in_a_year[one.at], "of": to_meet}
            yield one, met if one.user is not None else unknown

    @property
    def ramp(self) -> list[tuple[str, str | Promise]]:
        """The legend."""
        return ramp(self.met)

    @property
    def gap(self) -> tuple[str, str]:
        """Between which fields the widest gap is."""
        return gap_words(self.met)

    @property
    def fields(self) -> list[tuple[str, str | Promise]]:
        """To choose from."""
        mine = [(MINE, gettext_lazy("Only my row"))] if self.met.me is not None else []
        return [*mine, *((name or OTHER, field_words(name)) for name in self.met.fields)]

    @property
    def chosen(self) -> str:
        """The field as the address says it; empty for all."""
        if self.is_mine:
            return MINE
        return "" if self.field is None else self.field or OTHER


def ramp(met: HasMet) -> list[tuple[str, str | Promise]]:
    """The colours and what they mean; that something is not known, where something is not."""
    return [*RAMP, NOT_KNOWN] if met.figures.without_account else list(RAMP)


def picture(met: HasMet, rows: Sequence[Member] | None = None) -> Matrix:
    """All members across, and down those that are looked at; nothing to draw for who does not see pairs."""
    members = met.members if met.shows_pairs else ()
    sides = [_side(met, member) for member in members]
    shown = sides if rows is None or not sides else [sides[member.at] for member in rows]
    css = {band: css_of(band) for band in (*WORDS, None)}
    return Matrix(
        rows=shown,
        columns=sides,
        bands=[[css[band] for band in row] for row in met.grid] if members else [],
        words={css[band]: words_of(band) for band in css},
        label=label(met),
        leads_to=reverse("rounds:pair_detail", args=[members[0].seat.uid]) if members else "",
        frames={one.at: name for one, name in _framed(met)},
        marks=dict(_marks(met)),
    )


def label(met: HasMet) -> str:
    """What the picture shows, in a sentence or three."""
    told = met.figures
    said = [
        _("Heat map of the last 1-2-1 of %(pairs)s pairs of members. %(year)s met in the last year, %(never)s never.")
        % {"pairs": told.pairs, "year": told.in_a_year, "never": told.never}
    ]
    if told.gap is not None:
        said.append(
            _("The widest gap: %(met)s of %(of)s between %(one)s and %(other)s.")
            % {"met": told.gap.met, "of": told.gap.of, "one": gap_words(met)[0], "other": gap_words(met)[1]}
        )
    return " ".join(said)


def gap_words(met: HasMet) -> tuple[str, str]:
    """The two fields of the widest gap, as they stand inside a sentence."""
    gap = met.figures.gap
    return (str(field_words(gap.first)).lower(), str(field_words(gap.second)).lower()) if gap else ("", "")


def _side(met: HasMet, member: Member) -> Side:
    marked = member.is_me or member is met.newest
    return Side(member.at, member.name, member.short, member.field, str(member.seat.uid), marked)


def _framed(met: HasMet) -> Iterator[tuple[Member, str]]:
    if met.newest is not None:
        yield met.newest, "frame--new"
    if met.me is not None:
        yield met.me, "frame--me"


def _marks(met: HasMet) -> Iterator[tuple[tuple[int, int], Sign]]:
    """In my own row alone: a dot where a referral lacks, a ring where a 1-2-1 does."""
    signs: tuple[tuple[tuple[Member, ...], Sign], ...] = ((met.no_referral, "dot"), (met.no_one_to_one, "ring"))
    for those, sign in signs:
        for other in those:
            if met.me is not None:
                yield (met.me.at, other.at), sign
