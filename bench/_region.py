"""A region for measuring: sixty chapters of thirty-five; three years of Tuesdays, 1-2-1s, referrals, rounds."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bench._pour import pour, settle
from bench._rounds import write_rounds

CHAPTERS, MEMBERS, YEARS = 60, 35, 3
WEEKS = 52 * YEARS
ONES_A_MONTH, PASSED_A_MONTH = 2.4, 1.5
"""By each member."""

BOUGHT = 0.4
"""So many referrals bring business."""

REPORTING = 10
"""So many chapters bring in the reports of another system besides."""

MARKS = {"P": 84, "A": 4, "L": 4, "M": 1, "S": 7}
PRESENT = ("P", "L", "S")


@dataclass
class Region:
    """What was built, by keys; the leader and the director are accounts."""

    today: dt.date
    chance: random.Random
    region: int = 1
    groups: list[int] = field(default_factory=list)
    members: dict[int, list[int]] = field(default_factory=dict)
    """The memberships of each chapter; a membership and its account have the same key."""
    leader: Any = None
    director: Any = None

    def day(self, ago: int) -> dt.date:
        """So many days ago."""
        return self.today - dt.timedelta(days=ago)

    def noon(self, ago: int) -> dt.datetime:
        """At noon of that day."""
        return dt.datetime.combine(self.day(ago), dt.time(16), tzinfo=dt.UTC)

    def two(self, group: int) -> tuple[int, int]:
        """Two members of a chapter."""
        one, other = self.chance.sample(self.members[group], 2)
        return one, other


def build(today: dt.date) -> Region:
    """Write the whole region; the database is set up and empty."""
    from django.db import transaction  # noqa: PLC0415  (needs the house that the caller sets up)

    from cookout.core.models import User  # noqa: PLC0415  (Django is set up by now)

    region = Region(today, random.Random(7), groups=list(range(1, CHAPTERS + 1)))
    with transaction.atomic():
        for write in (_chapters, _people, _offices, _waiting, _meetings, _attendance, _evenings, _ones, _referrals):
            write(region)
        _reports(region)
        _awards(region)
        write_rounds(region)
    settle()
    region.leader = User.objects.get(pk=2)
    region.director = User.objects.create(name="Dora Director", email="director@example.org", is_active=True)
    _direct(region)
    return region


def build_two(today: dt.date) -> Region:
    """Two chapters side by side, with members, offices and rounds alone: for the page of one who sits in the first."""
    from django.db import transaction  # noqa: PLC0415  (needs the house that the caller sets up)

    region = Region(today, random.Random(7), groups=[1, 2])
    with transaction.atomic():
        for write in (_chapters, _people, _offices, write_rounds):
            write(region)
    settle()
    return region


def _chapters(region: Region) -> None:
    from cookout.groups.models import Group  # noqa: PLC0415  (Django is set up by now)
    from cookout.groups.models import Region as Tree  # noqa: PLC0415  (Django is set up by now)

    pour(Tree, ("id", "name", "parent"), [(1, "Middle", None), (2, "Whole", None)])
    Tree.objects.filter(pk=1).update(parent=2)
    names = ("id", "name", "region", "zone", "meets_on", "meets_at", "absences_allowed", "visits_allowed",
             "shares_sums")  # fmt: skip
    rows = ((key, f"Chapter {key:02}", 1, "America/New_York", 1, "07:00:00", 3, 2, True) for key in region.groups)
    pour(Group, names, rows)


def _people(region: Region) -> None:
    from cookout.core.models import User  # noqa: PLC0415  (Django is set up by now)
    from cookout.groups.models import Membership  # noqa: PLC0415  (Django is set up by now)
    from cookout.people.models import Classification, Person  # noqa: PLC0415  (Django is set up by now)

    Classification.objects.sync()
    trades = list(Classification.objects.values_list("pk", flat=True)[:MEMBERS])
    keys = range(1, len(region.groups) * MEMBERS + 1)
    region.members = {group: list(keys[(group - 1) * MEMBERS : group * MEMBERS]) for group in region.groups}
    joined = dt.datetime(region.today.year - 4, 1, 2, tzinfo=dt.UTC)
    users = ((key, f"m{key}@example.org", f"Member {key:04}", "America/New_York", joined) for key in keys)
    pour(User, ("id", "email", "name", "zone", "date_joined"), users)
    people = ((key, key, f"Member {key:04}", f"member {key:04}", trades[key % MEMBERS]) for key in keys)
    pour(Person, ("id", "account", "full_name", "sort_key", "classification"), people)
    seats = (
        (key, group, key, f"Member {key:04}", trades[key % MEMBERS], region.day(region.chance.randint(60, 1500)),
         f" member {key:04}", region.day(-region.chance.randint(5, 360)))
        for group, members in region.members.items()
        for key in members
    )  # fmt: skip
    names = ("id", "group", "user", "name", "classification", "joined_on", "found_by", "renews_on")
    pour(Membership, names, seats)


def _offices(region: Region) -> None:
    from cookout.groups.models import Office  # noqa: PLC0415  (Django is set up by now)

    roles = ("president", "vice_president", "secretary", "mentor")
    rows = (
        (role, members[place], region.day(300))
        for members in region.members.values()
        for place, role in enumerate(roles)
    )
    pour(Office, ("role", "membership", "starts_on"), rows)


def _direct(region: Region) -> None:
    from cookout.groups.models import Office  # noqa: PLC0415  (Django is set up by now)

    Office.objects.create(role="director", region_id=1, user=region.director, starts_on=region.day(900))


def _waiting(region: Region) -> None:
    """One on leave, one who wants to come in and one seat that is looked for, in each chapter."""
    from cookout.groups.models import Application, Leave, WantedSeat  # noqa: PLC0415  (Django is set up by now)

    lasts = [(group, members[-1]) for group, members in region.members.items()]
    pour(Leave, ("membership", "starts_on", "ends_on"), [(key, region.day(20), region.day(-20)) for _, key in lasts])
    names = ("group", "name", "sponsor", "applied_on")
    pour(Application, names, [(group, f"Guest {group}", key, region.day(9)) for group, key in lasts])
    pour(WantedSeat, ("group", "classification"), [(group, 40 + group) for group, _key in lasts])


def _dates(region: Region) -> list[tuple[int, dt.date]]:
    """The weeks ago of each meeting with its day; from the first, three years ago, to the third that is planned."""
    last = region.day((region.today.weekday() - 1) % 7 or 7)
    return [(ago, last - dt.timedelta(weeks=ago)) for ago in range(WEEKS - 1, -4, -1)]


def _meetings(region: Region) -> None:
    from cookout.events.models import GroupMeeting, MeetingClosure  # noqa: PLC0415  (Django is set up by now)

    rows = [
        (_meeting(group, ago), group, on, region.members[group][ago % MEMBERS], "The first year of a shop")
        for group in region.groups
        for ago, on in _dates(region)
    ]
    pour(GroupMeeting, ("id", "group", "on", "speaker", "topic"), rows)
    closed = (
        (key, dt.datetime.combine(on, dt.time(13), tzinfo=dt.UTC), 33) for key, _group, on, *_more in rows
        if on < region.today
    )  # fmt: skip
    pour(MeetingClosure, ("meeting", "closed_at", "headcount"), closed)


def _meeting(group: int, ago: int) -> int:
    """The key of a meeting."""
    return group * 1000 + WEEKS - ago


def _attendance(region: Region) -> None:
    from cookout.events.models import Attendance  # noqa: PLC0415  (Django is set up by now)

    marks, weights = list(MARKS), list(MARKS.values())

    def rows() -> Iterator[tuple[int, int, str, str]]:
        for ago, _on in _dates(region):
            for group, members in region.members.items():
                if ago >= 0:
                    drawn = region.chance.choices(marks, weights, k=MEMBERS)
                    for member, mark in zip(members, drawn, strict=True):
                        yield _meeting(group, ago), member, mark, ""
                elif ago == -1:
                    yield from ((_meeting(group, ago), member, "", "coming") for member in members[:-3])

    pour(Attendance, ("meeting", "membership", "mark", "coming"), rows())


def _evenings(region: Region) -> None:
    """Visitors, praise and learning."""
    from cookout.events.models import LearningCredit, Praise, Visit  # noqa: PLC0415  (Django is set up by now)

    visits: list[tuple[Any, ...]] = []
    praise: list[tuple[Any, ...]] = []
    for ago, on in _dates(region):
        for group in region.groups:
            host, other = region.two(group)
            praise.append((_meeting(group, ago), host, other, "Came on a Sunday."))
            done = on + dt.timedelta(days=3) if ago > 1 else None
            came = True if ago >= 0 else None
            visits.append((_meeting(group, ago), f"Guest {group} {ago}", host, came, host, on, done))
    pour(Praise, ("meeting", "giver", "receiver", "text"), [row for row in praise if row[0] % 1000 <= WEEKS])
    names = ("meeting", "name", "invited_by", "came", "follow_up_by", "follow_up_on", "followed_up_on")
    pour(Visit, names, visits)
    credits = (
        (member, region.day(region.chance.randint(1, 365 * YEARS)), 1, "Evening for new members")
        for members in region.members.values()
        for member in members
        for _number in range(12 * YEARS)
    )
    pour(LearningCredit, ("membership", "on", "credits", "title"), credits)


def _ones(region: Region) -> None:
    """1-2-1s that both confirmed; a tenth with somebody of another chapter."""
    from cookout.one_to_ones.models import OneToOne, Seat  # noqa: PLC0415  (Django is set up by now)

    many = int(CHAPTERS * MEMBERS * 12 * YEARS * ONES_A_MONTH / 2)
    told = [(key, *_pair(region), region.chance.randint(1, 365 * YEARS)) for key in range(1, many + 1)]
    ones = ((key, one, "confirmed", region.noon(ago), "America/New_York", region.day(ago))
            for key, one, _other, ago in told)  # fmt: skip
    pour(OneToOne, ("id", "made_by", "state", "starts_at", "zone", "held_on"), ones)
    seats = (
        (key, place, user, f"Member {user:04}", other, region.noon(ago))
        for key, one, another, ago in told
        for place, user, other in ((1, one, another), (2, another, one))
    )
    pour(Seat, ("one_to_one", "place", "user", "name", "knows", "says_at"), seats)


def _pair(region: Region) -> tuple[int, int]:
    """Two members, mostly of one chapter."""
    group = region.chance.choice(region.groups)
    one, other = region.two(group)
    if region.chance.random() < 0.1:
        return one, other % (CHAPTERS * MEMBERS) + 1 if other != one - 1 else one % (CHAPTERS * MEMBERS) + 1
    return one, other


def _referrals(region: Region) -> None:
    """Referrals that were accepted, with their three parties; and what was bought."""
    from cookout.referrals.models import ClosedBusiness, Party, Referral  # noqa: PLC0415  (Django is set up by now)

    many = int(CHAPTERS * MEMBERS * 12 * YEARS * PASSED_A_MONTH)
    told = [(key, *_pair(region), region.chance.randint(1, 365 * YEARS)) for key in range(1, many + 1)]
    names = ("id", "made_by", "state", "given_on", "may_contact", "accepted_at", "changed_at", "decided_at")
    rows = ((key, one, "won", region.day(ago), True, region.noon(ago), region.noon(ago), region.noon(ago))
            for key, one, _other, ago in told)  # fmt: skip
    pour(Referral, names, rows)
    parties = (
        (key, role, user, f"Member {user:04}" if user else f"Prospect {key}")
        for key, one, other, _ago in told
        for role, user in (("referrer", one), ("provider", other), ("prospect", None))
    )
    pour(Party, ("referral", "role", "user", "name"), parties)
    bought = ((other, key, region.chance.randint(10_000, 900_000), "USD", region.day(max(1, ago - 20)))
              for key, _one, other, ago in told if region.chance.random() < BOUGHT)  # fmt: skip
    pour(ClosedBusiness, ("owner", "referral", "amount", "currency", "on"), bought)


def _reports(region: Region) -> None:
    """A year of reports of another system, in some chapters."""
    from cookout.insight.models import ReportedMonth, ReportIn  # noqa: PLC0415  (Django is set up by now)

    now = 12 * region.today.year + region.today.month - 1
    kept = [(group * 100 + back, group, now - back) for group in region.groups[:REPORTING] for back in range(1, 13)]
    files = ((key, group, f"{month}.xls", str(key), "attendance", "applied", region.noon(1))
             for key, group, month in kept)  # fmt: skip
    pour(ReportIn, ("id", "group", "file_name", "digest", "kind", "state", "applied_at"), files)
    lines = ((key, group, member, f"Member {member:04}", month, 4, 0, 2)
             for key, group, month in kept for member in region.members[group])  # fmt: skip
    pour(ReportedMonth, ("report", "group", "membership", "name", "month", "present", "absent", "one_to_ones"), lines)


def _awards(region: Region) -> None:
    """Three a chapter and month."""
    from cookout.insight.models import Award, AwardHolder  # noqa: PLC0415  (Django is set up by now)

    kinds = ("one_to_ones", "given", "thanked")
    first = [region.today.replace(day=1) - dt.timedelta(days=back) for back in range(1, 31 * 12 * YEARS, 31)]
    months = sorted({day.replace(day=1) for day in first})
    rows = [(group, kind, month) for group in region.groups for month in months for kind in kinds]
    pour(Award, ("id", "group", "kind", "starts_on", "ends_on", "given_at"), (
        (key, group, kind, month, month + dt.timedelta(days=27), region.noon(1))
        for key, (group, kind, month) in enumerate(rows, 1)
    ))  # fmt: skip
    holders = ((key, region.two(group)[0], 5) for key, (group, _kind, _month) in enumerate(rows, 1))
    pour(AwardHolder, ("award", "membership", "count"), holders)
