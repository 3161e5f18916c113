"""What two who meet share, in one sentence for either: from what their whole group may read now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cookout.core.models import User
from cookout.groups.models import Membership
from cookout.one_to_ones.models.ground_words import offered, shared
from cookout.rounds.models.pairing import Pairing
from cookout.rounds.models.telling import first_name
from cookout.rounds.models.told import Told, is_sphere, told_by
from cookout.science import common_ground


@dataclass(frozen=True, slots=True)
class Shared:
    """Of several pairs what their members tell their groups, read once."""

    told: Mapping[int, Told]

    @classmethod
    def of(cls, rows: Iterable[Pairing]) -> "Shared":
        """One question; nothing across chapters, whose members read no profiles of each other."""
        seats = {seat.pk for row in rows if row.round.group_id is not None for seat in row.both}
        found = list(Membership.objects.filter(pk__in=seats).select_related("group", "classification")) if seats else []
        return cls({one.pk: told for one, told in zip(found, told_by(found), strict=True)} if found else {})

    def said(self, row: Pairing, user: User) -> str:
        """The strongest, to one of the two: “You both sing in a choir.”, else what one seeks and the other has."""
        seat = row.seat_of(user)
        if seat is None:
            return ""
        other = row.other(seat)
        mine, theirs = self.told.get(seat.pk), self.told.get(other.pk)
        if mine is None or theirs is None or not (mine.profile.entries and theirs.profile.entries):
            return ""
        ground = common_ground(mine.profile, theirs.profile, my_trade=mine.trade, their_trade=theirs.trade)
        if ground.overlaps:
            return f"{shared(ground.overlaps[0], first_name(other))}."
        sought = next((one for one in ground.findings if not is_sphere(one)), None)  # the plan counts these as well
        return offered(sought, first_name(other))[0] if sought is not None else ""
