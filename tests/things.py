"""One of Ben's things of every kind, for those who try the doors: each has the marker in it."""

import datetime as dt
from decimal import Decimal
from typing import Any

from allauth.account.models import EmailAddress
from django.core.files.base import ContentFile
from django.utils import timezone

from cookout.connect.models import CHOSEN, Webhook
from cookout.core.models import User, record
from cookout.core.models.token import Token
from cookout.events.models import (
    CalendarGuest,
    CalendarImport,
    CalendarRow,
    Encounter,
    Event,
    GroupMeeting,
    LearningCredit,
    Likeness,
    Praise,
    Visit,
    today_in,
)
from cookout.groups.models import Application, Group, Invitation, Leave, Membership, Office, Region, WantedSeat
from cookout.insight.models import Award, ReportIn, Scorecard
from cookout.one_to_ones.models import CalendarFeed, ThinkingSlot
from cookout.one_to_ones.testing import heard, noted
from cookout.people.models import AddressImport, Classification, Merge, Person, ProfileEntry, ProfileLink
from cookout.plan.models import Aim, Plan, PlanPause, WeekReview
from cookout.referrals.models import (
    Ask,
    ClosedBusiness,
    Favor,
    RecordLink,
    Referral,
    Review,
    Teaching,
    Testimonial,
    Update,
)
from cookout.referrals.testing import received
from cookout.rounds.models import DoNotPair, SpeedEvening, SpeedSeat
from cookout.rounds.testing import announced, made_round, monday
from cookout.ties.models import Context, FollowUp, Relation, SavedList, SharedTie, Tag, Tie, Triage, local_today

MARKER = "Quillfeather"
"""A word in everything that is Ben's; wherever a stranger reads it, a door stands open."""


def met(ben: User, marta: Person) -> CalendarRow:
    """An event of two in a calendar of Ben's that was brought in."""
    run = CalendarImport.objects.create(keeper=ben, name=MARKER, stage="applied")
    guest = CalendarGuest.objects.create(run=run, state="known", person=marta)
    at = timezone.now() - dt.timedelta(days=3)
    return CalendarRow.objects.create(run=run, guest=guest, event_uid=MARKER, on=at.date(), starts_at=at, zone="UTC")


def asking(ben: User) -> AddressImport:
    """A table of Ben's that asks what its columns mean."""
    run = AddressImport.objects.create(keeper=ben, stage="asking")
    columns = [
        {"title": MARKER, "samples": [MARKER], "means": "full"},
        {"title": "at", "samples": [], "means": "email"},
    ]
    asked = {"said": "Say what each column means.", "sheets": [{"sheet": "", "columns": columns}]}
    run.files.create(name=MARKER, asked=asked)
    return run


def first_met(ben: User) -> Encounter:
    """Somebody Ben met, with a photo of their card."""
    said = {"talked": MARKER, "impression": MARKER, "promise": MARKER, "place": MARKER}
    one = Encounter.capture(by=ben, name=f"Devon {MARKER}", contact="devon@example.org", **said)
    one.card.save("card.jpg", ContentFile(b"not really a picture"))
    return one


def met_again(ben: User) -> Likeness:
    """The question whether two whom Ben met are one."""
    Encounter.capture(by=ben, name=f"Devon {MARKER}", contact="devon@example.org")
    return Likeness.objects.visible_to(ben).open()[0]


def made_one(ben: User) -> Merge:
    """Two cards of Ben's that are one by now."""
    kept, gone = (Person.keep(by=ben, full_name=f"{name} {MARKER}") for name in ("Robert", "Bob"))
    Merge.make(kept, gone, by=ben)
    return Merge.objects.get(gone=gone)


def came_back(ben: User, referral: Referral) -> Update:
    """A mail to a referrer that did not arrive, so that the news is owed still."""
    update = Update.tell(referral=referral, by=ben, text=MARKER, channel="mail")
    update.come_back()
    return update


def bought(ben: User, referrer: Person) -> ClosedBusiness:
    """What a won referral of Ben's brought him."""
    one = received(ben, referrer, f"Hale {MARKER}")
    one.move(by=ben, state="won")
    return ClosedBusiness.close(by=ben, referral=one, amount=7777777, currency="USD", note=MARKER)


def recognized(membership: Membership) -> Award:
    """An award of Ben's."""
    award = Award.objects.create(
        group=membership.group, kind="given", starts_on="2025-05-01", ends_on="2025-05-31", given_at=timezone.now()
    )
    award.holders.create(membership=membership, count=7)
    return award


def seated(membership: Membership) -> SpeedEvening:
    """An evening at which Ben sits with others of his group."""
    evening = SpeedEvening.objects.create(
        group=membership.group, on=dt.date.today(), tables=1, seats=4, turns=1, seed=1
    )
    for name in ("", "Omar", "Cleo", "Dora"):
        guest = membership if not name else membership.group.admit(by=membership.user, name=f"{name} {MARKER}")
        SpeedSeat.objects.create(evening=evening, turn=1, table=1, membership=guest)
    return evening


def planning(ben: User, today: dt.date) -> dict[str, Any]:
    """What Ben set out to do, when it waits, and what last week taught him."""
    Plan.make({"events": Aim(Decimal(77), "week")}, by=ben, reason=MARKER)
    pause = PlanPause.begin(by=ben, starts_on=today + dt.timedelta(days=90), reason=MARKER)
    return {"plan_pause": pause, "week_review": WeekReview.write(by=ben, monday=today, went_well=MARKER)}


def rounds_of(group: Group) -> dict[str, Any]:
    """A round that members know of, with one pair; and a draft of later weeks. Ben leads."""
    seats = list(group.memberships.filter(user__isnull=False).order_by("pk"))
    known, pairs = announced(group, [(seats[0], seats[1], 1)])
    return {"round": known, "pairing": pairs[0], "draft": made_round(group, starts_on=monday(8))}


def ruled(region: Region) -> Scorecard:
    """A scorecard of Ben's region."""
    rules = {"weeks": 4, "lines": [{"count": "given", "each": 5, "most": 20}], "bands": []}
    return Scorecard.objects.create(region=region, name=MARKER, rules=rules, starts_on="2025-05-01")


def ben_s_things(ben: User, ada: User) -> dict[str, Any]:
    """One of each kind, all Ben's, each with the marker in it: its public id by its kind."""
    marta = Person.keep(by=ben, full_name=f"Marta {MARKER}", details=[("email", "work", "marta@example.org")])
    omar = Person.keep(by=ben, full_name=f"Omar {MARKER}")
    Person.objects.filter(pk=omar.pk).update(account_person=ada.person)
    marta.photo.save("face.png", ContentFile(b"not really a picture"))
    known = Person.keep(by=ben, full_name=f"Ada {MARKER}", details=[("email", "work", ada.email)])
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    tie, today = Tie.objects.between(ben, marta), dt.date.today()
    region = Region.found(by=ada, name=f"{MARKER} region")
    group = Group.found(by=ada, name=f"{MARKER} chapter", region=region)
    membership = group.admit(by=ada, name=ben.name, user=ben)
    group.admit(by=ada, name=ada.name, user=ada)
    entry = ProfileEntry.tell(by=ben, facet="goals", text=f"{MARKER} before")
    entry.reword(by=ben, text=MARKER)
    hook = Webhook.make(by=ben, name=MARKER, url="https://example.org/hook", events=CHOSEN)
    rows: dict[str, Any] = {
        "user": ben,
        "act": record(by=ben, verb="test", about=MARKER),
        "token": Token.issue(by=ben, name=MARKER, scopes=["people:read"])[0],
        "person": marta,
        "linked": omar,
        "linkable": known,
        "ada": ada.person,
        "photographed": marta,
        "merge": made_one(ben),
        "touch": tie.touch(by=ben, kind="call", on=today, text=MARKER),
        "promise": tie.promise(MARKER, by=ben, due_on=today),
        "follow_up": FollowUp.plan(tie, by=ben, due_on=local_today(ben), text=MARKER),
        "triage": Triage.decide(tie, "active", by=ben, reason=MARKER),
        "fact": tie.learn("goals", MARKER, by=ben),
        "note": tie.write(MARKER, by=ben),
        "one_to_one": (one := noted(ben, marta, place=MARKER)),
        "answer": heard(ben, one, MARKER),
        "slot": ThinkingSlot.plan(by=ben, person=marta),
        "feed": CalendarFeed.issue(by=ben, name=MARKER),
        "referral": (referral := received(ben, marta, f"Hector {MARKER}", note=MARKER, private_note=MARKER)),
        "update": came_back(ben, referral),
        "business": bought(ben, marta),
        "favor": Favor.note(by=ben, tie=tie, text=MARKER),
        "praise": Testimonial.keep(by=ben, tie=tie, text=MARKER),
        "ask": Ask.note(by=ben, tie=tie, text=MARKER),
        "review": Review.agree(by=ben, tie=tie, text=MARKER),
        "teaching": Teaching.teach(by=ben, tie=tie, text=MARKER),
        "record_link": RecordLink.make(by=ben, name=MARKER),
        "shared_tie": SharedTie.share(tie, group, by=ben),
        "relation": Relation.objects.create(owner=ben, person=marta, other=omar, kind="friend"),
        "life": Context.make(MARKER, by=ben),
        "tag": Tag.make(MARKER, by=ben),
        "list": SavedList.keep(MARKER, {"q": MARKER}, by=ben),
        "entry": entry,
        "version": entry.versions.get(),
        "card": ProfileLink.make(by=ben, name=MARKER),
        "group": group,
        "group_meeting": (evening := GroupMeeting.call(group, by=ada, on=today_in(group), topic=MARKER)),
        "visit": Visit.invite(meeting=evening, by=ben, name=f"Yusuf {MARKER}", email="yusuf@example.org"),
        "praise_said": Praise.give(meeting=evening, by=ben, receiver=group.memberships.get(user=ada), text=MARKER),
        "credit": LearningCredit.earn(membership=membership, by=ben, title=MARKER),
        "region": region,
        "membership": membership,
        "office": membership.appoint(Office.Role.PRESIDENT, by=ada),
        "leave": Leave.take(membership=membership, by=ben, starts_on=today + dt.timedelta(days=90)),
        "application": Application.apply(group=group, by=ben, name=f"Will {MARKER}", note=MARKER),
        "wanted": WantedSeat.seek(group=group, by=ben, classification=Classification.objects.all()[0], note=MARKER),
        "invitation": Invitation.send(by=ben, email="x@example.org", group=group, base="http://testserver")[0],
        "import": AddressImport.objects.create(keeper=ben),
        "asking": asking(ben),
        "calendar": CalendarImport.objects.create(keeper=ben, name=MARKER, stage="preview"),
        "meeting": met(ben, marta),
        "event": Event.note(by=ben, name=MARKER, on=dt.date(2025, 3, 3), place=MARKER, hoped=MARKER),
        "encounter": first_met(ben),
        "likeness": met_again(ben),
        "speed_evening": seated(membership),
        **rounds_of(group),
        **planning(ben, today),
        "award": recognized(membership),
        "scorecard": ruled(region),
        "wish": DoNotPair.objects.create(owner=ben, membership=group.memberships.get(user=ada)),
        "report_in": ReportIn.objects.create(group=group, by=ben, file_name=MARKER, kind="attendance"),
        "webhook": hook,
        "delivery": hook.ping(by=ben),
    }
    return {kind: row.uid for kind, row in rows.items()}
