"""Whether an announced plan needs a repair, for who leads, and how much of it was kept by those before."""

from collections.abc import Iterator
from dataclasses import dataclass

from cookout.groups.models import Group
from cookout.groups.models.roster import leaves_in
from cookout.rounds import rules
from cookout.rounds.models.repairing import kept_of, to_repair
from cookout.rounds.models.who_meets import Pair, WhoMeets


@dataclass(frozen=True, slots=True)
class Mending:
    """Pairs to come of which one has left or is away; and, once repaired, how many stand as announced."""

    broken: tuple[str, ...] = ()
    kept: int = 0
    planned: int = 0

    @classmethod
    def of(cls, shown: WhoMeets) -> "Mending":
        """Asked of what a page has read already; one question more where the plan was repaired."""
        made = shown.round
        if made.announced_at is None or made.called_off_at is not None:
            return cls()
        if made.region_id is not None:
            return cls(tuple(_broken(shown)) if shown.leads else ())
        was_mended = made.planned_at is not None and made.planned_at > made.announced_at
        kept, planned = kept_of(made) if was_mended else (0, 0)
        return cls(tuple(_broken(shown)) if shown.leads else (), kept, planned)


def _broken(shown: WhoMeets) -> Iterator[str]:
    if not isinstance(shown.round.scope, Group):
        yield from (str(row) for row in to_repair(shown.round))
        return
    today = shown.today
    for week in shown.weeks:
        if rules.is_open_week(week.monday, today):
            yield from (" & ".join(pair.names) for pair in week.pairs if _is_broken(pair, shown))


def _is_broken(pair: Pair, shown: WhoMeets) -> bool:
    """A 1-2-1 that the two have planned is theirs to move; `to_repair` knows of it, so a press changes nothing then."""
    if pair.pairing.one_to_one_id is not None:
        return False
    monday = shown.round.monday_of(pair.pairing.week)
    leaves = leaves_in(shown.round.scope) if isinstance(shown.round.scope, Group) else {}
    away = (leave for seat in (pair.first, pair.second) for leave in leaves.get(seat.pk, ()))
    belong = all(rules.belongs_in(monday, seat.joined_on, seat.left_on) for seat in (pair.first, pair.second))
    return not belong or any(rules.is_away(monday, one.starts_on, one.ends_on) for one in away)
