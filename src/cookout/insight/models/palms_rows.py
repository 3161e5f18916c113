"""The rows of an attendance report in the columns of other systems, from what this report knows."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from django.db.models import FilteredRelation, Q

from cookout.groups.models import Group, Membership
from cookout.insight.formats.palms import Cell
from cookout.insight.models import acts
from cookout.insight.models.month_report import MonthReport
from cookout.insight.models.sharing import Shared
from cookout.insight.rules import first_day, last_day
from cookout.referrals.models import Referral, State

A_DAY = dt.timedelta(days=1)
Sides = Counter[tuple[int, str, str]]
"""How many by user, `given` or `received`, and who buys: `inside` the referrer, `outside` a third person."""


def sides(group: Group, start: dt.date, end: dt.date) -> Sides:
    """Accepted referrals between members of one group, by who buys; in all as many as are counted elsewhere."""
    everybody, _without = acts.belongings([group.pk], (start, end))
    shared = Shared(everybody, {group.pk: group.zone})
    members = Membership.objects.filter(group=group, deleted_at=None, user__isnull=False).values("user_id")
    noon = (dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC) for day in (start - A_DAY, end + A_DAY))
    rows = Referral.objects.filter(accepted_at__range=tuple(noon), deleted_at=None).exclude(state=State.WITHDRAWN)
    rows = rows.annotate(
        referrer=FilteredRelation("parties", condition=Q(parties__role="referrer")),
        by=FilteredRelation("parties", condition=Q(parties__role="provider")),
    ).filter(referrer__user__in=members, by__user__in=members)
    found: Sides = Counter()
    for giver, receiver, at, kind in rows.values_list("referrer__user_id", "by__user_id", "accepted_at", "kind"):
        place = shared.of_moment(giver, receiver, at)
        if place is not None and start <= place[1] <= end:
            found[giver, "given", kind] += 1
            found[receiver, "received", kind] += 1
    return found


def palms_rows(report: MonthReport) -> list[tuple[str, Sequence[Cell]]]:
    """One row a member, by name, in the order of `formats.palms.COLUMNS` after the name."""
    told = sides(report.group, first_day(report.month), last_day(report.month))
    shows = report.group.shares_counts
    return [(line.name, _cells(line.membership, line.known.as_data(), told, shows)) for line in report.lines]


def _cells(seat: Membership, known: dict[str, int | None], told: Sides, shows: bool) -> Sequence[Cell]:
    marks = [known[name] for name in ("present", "absent", "late", "medical", "substitute")]
    if not shows or known["one_to_ones"] is None:
        return [*marks, None, None, None, None, known["visitors"], None, None, known["credits"], known["praise"]]
    user = seat.user_id or 0
    referrals = [told[user, side, kind] for side in ("given", "received") for kind in ("inside", "outside")]
    rest = [known["visitors"], known["one_to_ones"], None, known["credits"], known["praise"]]
    return [*marks, *referrals, *rest]
