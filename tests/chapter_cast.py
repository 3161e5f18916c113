"""Who stands round a chapter, and a marker word in every cell of what may be known of it or of a member's own life.

Paul is the member whose life is looked for; Riverside is the chapter. Each cell has a word (or a number that nothing
else has) of its own, so that whatever is read somewhere names what it is.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from cookout.core.models import User
from cookout.events.models import Attendance, GroupMeeting, LearningCredit, Praise, Visit, today_in
from cookout.groups.models import Application, Group, Invitation, Leave, Office, Region, WantedSeat
from cookout.insight.models import Award, MonthlyTarget, ReportIn, Scorecard
from cookout.insight.testing import gave, member, met
from cookout.one_to_ones.models import ThinkingSlot
from cookout.one_to_ones.testing import heard, planned
from cookout.people.models import Classification, Person
from cookout.referrals.models import ClosedBusiness, Favor
from cookout.ties.models import Tie

MEMBERS = ("owner", "member", "leader", "quiet", "rita")
ACCOUNTS = (*MEMBERS, "director", "elsewhere", "host", "neighbour", "former", "stranger")
READERS = ("owner", "member", "leader", "director", "elsewhere", "host", "neighbour", "former", "stranger", "anonymous")
"""Everybody: the director of the region above, one of another region, a host who is no member, a member of another
group of the region, one who has left, one without groups, nobody."""

AMOUNTS = {"owner": 3171411, "rita": 2927181, "leader": 4159263}
"""What three members closed, one of them in euros: too few for a sum in either currency."""
TWO = AMOUNTS["owner"] + AMOUNTS["rita"]
TARGET = 59


def mark(cell: str) -> str:
    """The marker word of a cell."""
    return f"quill{cell}z"


@dataclass
class Cast:
    """Everybody, and what there is, by kinds as `tests/doors.py` calls them."""

    users: dict[str, User] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)
    others: dict[str, Any] = field(default_factory=dict)
    """The same of Hillside, another group of the region."""

    @property
    def group(self) -> Group:
        """Riverside."""
        found: Group = self.things["group"]
        return found

    def more(self, page: str) -> list[Any]:
        """For the page of a meeting: one that is over, beside today's."""
        return [self.things["before"]] if page == "meetings:meeting_detail" else []

    def uids(self) -> dict[str, Any]:
        """The ids of Riverside's things."""
        return {kind: row.uid for kind, row in self.things.items()}


def gathered() -> Cast:
    """All of it."""
    cast = Cast()
    for who in ACCOUNTS:
        cast.users[who] = member(f"{who.title()} {mark(f'name{who}')}")
    User.objects.filter(pk=cast.users["host"].pk).update(is_host=True)
    cast.users["host"].refresh_from_db()
    _regions(cast)
    _chapter(cast)
    _evening(cast)
    _told(cast)
    _alone(cast)
    return cast


def last_month() -> tuple[dt.date, dt.date]:
    """Its first and last day."""
    last = timezone.localdate().replace(day=1) - dt.timedelta(days=1)
    return last.replace(day=1), last


def _regions(cast: Cast) -> None:
    """Riverside and Hillside in one region below the north; Dunes far away."""
    host = cast.users["host"]
    north = Region.found(by=host, name=mark("north"))
    lands = cast.things["region"] = Region.found(by=host, name=mark("region"), parent=north)
    far = cast.others["far"] = Region.found(by=host, name="Farlands")
    north.appoint(cast.users["director"], by=host)
    far.appoint(cast.users["elsewhere"], by=host)
    long_ago = {"joined_on": dt.date(2024, 1, 2)}
    agreed: dict[str, Any] = {"meets_on": timezone.localdate().weekday(), "shares_sums": True, "zone": "UTC"}
    group = cast.things["group"] = Group.objects.create(name=mark("group"), region=lands, **agreed)
    hill = cast.others["group"] = Group.objects.create(name=mark("hillside"), region=lands, **agreed)
    Group.objects.create(name="Dunes", region=far)
    for who in (*MEMBERS, "former"):
        cast.things[f"seat {who}"] = group.memberships.create(
            user=cast.users[who], name=cast.users[who].name, **long_ago
        )
    group.memberships.filter(user=cast.users["former"]).update(left_on=timezone.localdate() - dt.timedelta(days=40))
    group.memberships.filter(user=cast.users["quiet"]).update(is_ranked=False)
    cast.things["membership"] = cast.things["seat owner"]
    hills = hill.memberships.create(user=cast.users["neighbour"], name=cast.users["neighbour"].name, **long_ago)
    cast.others["membership"] = hills
    cast.things["office"] = Office.objects.create(
        membership=cast.things["seat leader"], role=Office.Role.PRESIDENT, starts_on=dt.date(2024, 1, 2)
    )


def _chapter(cast: Cast) -> None:
    """Who comes, goes, is looked for; when Paul renews."""
    group, leader, seat = cast.group, cast.users["leader"], cast.things["membership"]
    trade = Classification.objects.all()[0]
    day = timezone.localdate() + dt.timedelta(days=20)
    cast.things |= {
        "leave": Leave.take(membership=seat, by=leader, starts_on=day),
        "wanted": WantedSeat.seek(group=group, by=leader, classification=trade, note=mark("wanted")),
        "application": Application.apply(
            group=group, by=leader, name=f"Will {mark('applicant')}", note=mark("appnote"),
            email=f"{mark('appmail')}@example.org", phone=mark("appphone"),
        ),
        "invitation": Invitation.send(
            by=leader, email=f"{mark('invited')}@example.org", group=group, base="http://testserver"
        )[0],
    }  # fmt: skip
    seat.renew(by=leader, until=dt.date(2031, 4, 17))


def _evening(cast: Cast) -> None:
    """One meeting a week ago that was closed, one today that is not."""
    group, leader, owner = cast.group, cast.users["leader"], cast.users["owner"]
    seat, today = cast.things["membership"], today_in(group)
    before = GroupMeeting.objects.create(group=group, on=today - dt.timedelta(days=7), starts_at=dt.time(0, 1))
    Attendance.note(before, cast.things["seat rita"], "M", by=leader)
    Attendance.note(before, seat, "S", by=leader, substitute=mark("substitute"))
    before.close(by=leader, headcount=9, difference=mark("difference"))
    now = GroupMeeting.call(group, by=leader, on=today, topic=mark("topic"), notes=mark("announced"))
    guest = Visit.invite(
        meeting=now, by=owner, name=f"Vera {mark('visitor')}", trade=mark("visitrade"),
        email=f"{mark('vismail')}@example.org", phone=mark("visphone"),
    )  # fmt: skip
    cast.things |= {
        "group_meeting": now,
        "before": before,
        "visit": guest,
        "praise_said": Praise.give(meeting=now, by=owner, receiver=cast.things["seat rita"], text=mark("praise")),
        "credit": LearningCredit.earn(membership=seat, by=owner, title=mark("credit"), many=3),
    }
    hill = cast.others["group"]
    cast.others["group_meeting"] = GroupMeeting.objects.create(group=hill, on=today, topic=mark("hilltopic"))


def _told(cast: Cast) -> None:
    """Counts of last month, an award, rules, and what another system reported."""
    users, group = cast.users, cast.group
    first, last = last_month()
    for who in ("quiet", "owner", "leader"):
        met(users["rita"], users[who], first)
    for _time in range(3):
        gave(users["quiet"], users["owner"], first + dt.timedelta(days=1))
    gave(users["owner"], users["rita"], first + dt.timedelta(days=2))
    award = Award.objects.create(
        group=group, kind="thanked", starts_on=first, ends_on=last, given_at=timezone.now(), given_by=users["leader"]
    )
    award.holders.create(membership=cast.things["seat rita"], count=1)
    report = ReportIn.objects.create(
        group=group, by=users["leader"], file_name=mark("file"), kind="attendance", state=ReportIn.State.APPLIED,
        starts_on=first, ends_on=last, digest="0" * 64,
    )  # fmt: skip
    month = 12 * first.year + first.month - 1
    report.months.create(group=group, month=month, name=mark("seatless"), present=4)
    report.months.create(group=group, month=month, name="Rita", membership=cast.things["seat rita"], present=3)
    rules = {"weeks": 4, "lines": [{"count": "given", "each": 5, "most": 20}], "bands": []}
    cast.things |= {
        "award": award,
        "report_in": report,
        "scorecard": Scorecard.objects.create(
            region=cast.things["region"], name=mark("card"), rules=rules, starts_on=first
        ),
    }


def _alone(cast: Cast) -> None:
    """What is Paul's own: his book, his 1-2-1, his referral with its prospect, what it brought, what he wishes for."""
    paul, rita = cast.users["owner"], cast.users["rita"]
    first, _last = last_month()
    odile = Person.keep(by=paul, full_name=f"Odile {mark('kept')}", details=[("email", "work", "odile@example.org")])
    for person in (odile, rita.person):
        tie = Tie.objects.between(paul, person)
        tie.touch(by=paul, kind="call", on=first, text=mark("touch"))
        tie.promise(mark("promise"), by=paul, due_on=timezone.localdate())
        tie.learn("goals", mark("fact"), by=paul)
        tie.write(mark("note"), by=paul)
        Favor.note(by=paul, tie=tie, text=mark("favor"))
    ThinkingSlot.plan(by=paul, person=rita.person)
    one = planned(paul, rita)
    heard(paul, one, mark("answer"))
    MonthlyTarget.set(TARGET, by=paul)
    days = (first + dt.timedelta(days=3), timezone.localdate() - dt.timedelta(days=1))
    for who, giver, currency in (("owner", rita, "USD"), ("rita", paul, "USD"), ("leader", paul, "EUR")):
        for day in days:
            passed = gave(giver, cast.users[who], day)
            passed.parties.filter(role="prospect").update(name=f"Hector {mark('prospect')}")
            ClosedBusiness.objects.create(
                referral=passed, owner=cast.users[who], on=day, amount=AMOUNTS[who], currency=currency,
                note=mark("business"),
            )  # fmt: skip
    cast.things |= {"person": rita.person, "user": paul}
