"""The sample chapter as a house that is open: `cookout serve` on a database of its own, and who may be visited as.

What the browser needs to know of the data is told by `tell`, which runs inside the house.
"""

import datetime as dt
import io
import json
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from fido2.webauthn import (
    AttestationObject,
    AuthenticatorAttestationResponse,
    AuthenticatorData,
    CollectedClientData,
    RegistrationResponse,
)
from PIL import Image
from playwright.sync_api import BrowserContext

from cookout.connect.models import CHOSEN, Webhook, WebhookDelivery
from cookout.core.models import User
from cookout.core.models.token import Token
from cookout.core.testing import PASSWORD
from cookout.core.work import work_once
from cookout.events.models import (
    CalendarImport,
    Encounter,
    Event,
    GroupMeeting,
    LearningCredit,
    Likeness,
    Praise,
    Visit,
)
from cookout.groups.models import Application, Group, Invitation, Leave, Membership, Office, Region, WantedSeat
from cookout.insight.models import Award, ReportIn, Scorecard
from cookout.one_to_ones.models import Answer, CalendarFeed, OneToOne, ThinkingSlot
from cookout.people.models import AddressImport, Merge, Person, ProfileEntry, ProfileLink, ProfileVersion
from cookout.plan.models import PlanPause, WeekReview
from cookout.referrals.models import (
    Ask,
    ClosedBusiness,
    ExperienceLink,
    Favor,
    RecordLink,
    Referral,
    Review,
    Teaching,
    WindowLink,
)
from cookout.referrals.models.experience import asked_about
from cookout.referrals.models.stops import StopToken
from cookout.referrals.rules import EXPERIENCED
from cookout.rounds.models import DoNotPair, Pairing, Round, SpeedEvening
from cookout.ties.models import (
    Context,
    Fact,
    FollowUp,
    Note,
    Promise,
    Relation,
    SavedList,
    SharedTie,
    Tag,
    Tie,
    Touch,
    Triage,
    local_today,
)
from tests.doors import PAGES
from tests.houses import HOME, settled

CARDS_OPEN = ("people:card_detail", "people:card_contact", "people:card_pdf")

PEOPLE = ("", "sam", "gloria", "naomi", "host")
"""Who tries a door, in this order; nobody first."""

SECRETS = {
    "invitation": "secret", **dict.fromkeys(CARDS_OPEN, "card_secret"), "referrals:window_detail": "window_secret",
    "referrals:experience_detail": "experience_secret", "referrals:mail_stop": "stop_token",
    "referrals:record_card": "record_secret",
}  # fmt: skip
"""For the addresses that hold a secret: which of somebody's things opens them."""

TOTP_SECRET = "JBSWY3DPEHPK3PXP"

REPORT = b"First Name,Last Name,P,A,L,M,S,RGI,RGO,RRI,RRO,V,1-2-1,TYFCB,CEU\nNora,Flynn,4,0,0,0,0,2,1,1,0,1,3,0,2\n"

CARDS = b"""BEGIN:VCARD\nVERSION:3.0\nFN:Nora Flynn\nORG:Flynn Roofing\nEMAIL:nora@example.org\nEND:VCARD
BEGIN:VCARD\nVERSION:3.0\nFN:Omar Haddad\nTEL:+1 614 555 0190\nBDAY:sometime\nEND:VCARD
"""

TABLE = b"Member,Reach me,Trade\nNora Flynn,nora@example.org,Roofer\nOmar Haddad,omar@example.org,Florist\n"

EVENTS = b"""BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Breakfast\nDTSTART:20250304T120000Z\nDTEND:20250304T110000Z
ATTENDEE;CN=Nora Flynn:mailto:nora@example.org\nEND:VEVENT\nEND:VCALENDAR
"""


PASSING = {"meetings:check_in"}
"""Good for a minute and a half: another page by the time a walk comes. The chapter's journey goes there."""


@dataclass(frozen=True)
class SampledHouse:
    """Where the house is; for each person a session and things of hers; what each address answered to whom."""

    url: str
    sessions: dict[str, str]
    things: dict[str, dict[str, Any]]
    answers: dict[str, list[tuple[str, str, str]]]
    """For each name of an address: who tried, at which path, and what came (“page”, or a status)."""

    def pages(self) -> dict[str, tuple[str, str]]:
        """The addresses that are pages: to whom each opens first, and its path."""
        return {
            name: next((key, path) for key, path, came in tries if came == "page")
            for name, tries in self.answers.items()
            if name not in PASSING and any(came == "page" for _key, _path, came in tries)
        }

    def enter(self, context: BrowserContext, key: str) -> None:
        """Be this person in a real browser."""
        context.clear_cookies()
        if key:
            context.add_cookies([{"name": "sessionid", "value": self.sessions[key], "url": self.url}])


@contextmanager
def open_house(folder: Path, *, today: str = "") -> Iterator[SampledHouse]:
    """Write the sample, add what it lacks, and serve it."""
    house = settled(folder, PYTHONPATH=f"{HOME / 'src'}:{HOME}")
    house.run("sample", *(("--today", today) if today else ()))
    told = json.loads(house.python("from tests.sampled import tell; tell()"))
    with house.open("--workers", "1") as (address, _served):
        yield SampledHouse(address, **told)


def tell() -> None:
    """Inside the house: furnish it, try every address as everybody, and print what came."""
    logging.disable()  # what comes of each address is told
    users = {key: User.objects.get(email__startswith=f"{key}@") for key in PEOPLE if key not in ("", "host")}
    users["host"] = User.objects.get(is_host=True)
    secret = furnish(users["sam"], users["gloria"], users["host"])
    clients = {
        "": Client(raise_request_exception=False, SERVER_NAME="127.0.0.1"),
        **{key: signed_in(user) for key, user in users.items()},
    }
    secrets = {"secret": secret, "card_secret": ProfileLink.objects.get(owner=users["sam"]).secret}
    secrets |= without_account(users["sam"])
    things = {key: {**things_of(user), **secrets} for key, user in users.items()}
    told = {
        "sessions": {key: clients[key].cookies["sessionid"].value for key in users},
        "things": {key: {kind: str(uid) for kind, uid in mine.items()} for key, mine in things.items()},
        "answers": {name: list(tries(name, clients, things)) for name in PAGES},
    }
    print(json.dumps(told))


def without_account(sam: User) -> dict[str, str]:
    """What opens the pages for a referrer, a prospect and whoever wants no letters; each made as Sam would."""
    given = Referral.objects.given_to(sam).with_parties()
    told = given.filter(updates__deleted_at=None, parties__role="referrer", parties__user=None).first()
    asked = next(one for one in given.filter(state__in=EXPERIENCED, deleted_at=None) if asked_about(one) is not None)
    return {
        "window_secret": WindowLink.of(told or asked, by=sam).secret,
        "experience_secret": ExperienceLink.ask(referral=asked, by=sam).secret,
        "record_secret": RecordLink.make(by=sam, name="Nora Flynn").secret,
        "stop_token": StopToken.path(sam, "x@example.org").rstrip("/").rpartition("/")[2],
    }


def signed_in(user: User) -> Client:
    """Signed in just now, so that what asks for the password once more is open."""
    client = Client(raise_request_exception=False, SERVER_NAME="127.0.0.1")
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def tries(name: str, clients: dict[str, Client], things: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str, str]]:
    """Ask for one address as everybody, until it opens; a file is no page."""
    door = PAGES[name]
    for key, client in clients.items():
        mine = things.get(key, things["sam"])
        if door.thing and door.thing not in mine:
            continue
        named = {door.part: door.shaped(mine[door.thing])} if door.thing else {}
        secret = {next(iter(door.others), "secret"): mine[SECRETS[name]]} if name in SECRETS else {}
        path = reverse(name, kwargs={**named, **door.others, **secret})
        answer = client.get(path)
        is_html = answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
        is_page = is_html and b"<html" in answer.content[:1000]  # else it is a part that a page fetches
        yield key, path, "page" if is_page else str(answer.status_code)
        if is_page or answer.status_code == 405:
            return


def furnish(sam: User, gloria: User, host: User) -> str:
    """What a sample has not: a token, files on their way in, ways to sign in; the secret of an invitation."""
    Token.issue(by=sam, name="Calendar", scopes=["people:read"])
    AddressImport.receive([SimpleUploadedFile("phone.vcf", CARDS)], by=sam)
    AddressImport.receive([SimpleUploadedFile("members.csv", TABLE)], by=sam)
    CalendarImport.receive(SimpleUploadedFile("calendar.ics", EVENTS), by=sam)
    mixer = Event.note(by=sam, name="Chamber mixer", on=local_today(sam))
    for name in ("Nora Flynn", "N. Flynn"):
        caught = Encounter.capture(by=sam, name=name, contact="nora@example.org", event=mixer, talked="Roofs")
    caught.keep_photo(a_card(), by=sam)
    met = Tie.objects.between(sam, Person.objects.filter(keeper=sam).order_by("full_name").last())
    Merge.make(*(Person.keep(by=sam, full_name=name) for name in ("Robert Hartwell", "Bob Hartwell")), by=sam)
    Triage.decide(met, "not_now", by=sam, ask_on=local_today(sam) + dt.timedelta(days=30))
    SharedTie.share(met, Group.objects.of(sam).order_by("pk")[0], by=sam)
    FollowUp.plan(met, by=sam, due_on=local_today(sam) + dt.timedelta(days=3), text="Send the sheet")
    work_once()
    ProfileLink.make(by=sam, name="Gallery hop")
    CalendarFeed.issue(by=sam, name="Phone")
    Webhook.make(by=sam, name="Ledger", url="https://ledger.example/cookout", events=CHOSEN).ping(by=sam)
    ProfileEntry.tell(by=sam, text="Nobody in town goes under", prompt="ambitions.success").reword(
        by=sam, text="Nobody in town is left alone"
    )
    PlanPause.begin(by=sam, starts_on=local_today(sam) + dt.timedelta(days=30), reason="Two weeks away")
    WeekReview.write(by=sam, monday=local_today(sam), went_well="Three good talks")
    WebAuthn.add(sam, "My phone", a_passkey())
    for user in (gloria, host):
        user.set_password(PASSWORD)
        user.save()
    TOTP.activate(host, TOTP_SECRET)
    RecoveryCodes.activate(host)
    group = Group.objects.visible_to(gloria).get(memberships__user=gloria)
    ReportIn.receive(SimpleUploadedFile("attendance.csv", REPORT), group=group, by=gloria)
    return Invitation.send(by=gloria, email="x@example.org", group=group, base="http://127.0.0.1")[1]


def a_card() -> "ContentFile[bytes]":
    """A photo of a card."""
    taken = io.BytesIO()
    Image.new("RGB", (900, 500), "ivory").save(taken, "JPEG")
    return ContentFile(taken.getvalue(), name="card.jpg")


def a_passkey() -> dict[str, Any]:
    """What a device answers when a passkey is made; it opens nothing, it only stands on the list."""
    answer = AuthenticatorAttestationResponse(
        client_data=CollectedClientData.create("webauthn.create", b"", "http://127.0.0.1"),
        attestation_object=AttestationObject.create(
            "none", AuthenticatorData.create(bytes(32), AuthenticatorData.FLAG.UP, 0), {}
        ),
    )
    made: dict[str, Any] = json.loads(json.dumps(dict(RegistrationResponse(raw_id=b"phone", response=answer))))
    return made


def things_of(user: User) -> dict[str, Any]:
    """One of each kind of thing this user has: its public id by its kind (`tests/doors.py` names the kinds)."""
    seat = Membership.objects.current().filter(user=user).first()
    group = seat.group if seat else Group.objects.visible_to(user).first()
    seats = Membership.objects.current().filter(group=group)
    people = Person.objects.filter(keeper=user).order_by("full_name")
    mine: dict[str, Any] = {
        "user": user,
        "person": people.filter(ties__circle="cookout").first(),
        "linked": people.exclude(account_person=None).first(),
        "photographed": people.first(),
        "promise": Promise.objects.filter(owner=user).open().first(),
        "one_to_one": OneToOne.objects.visible_to(user).planned().first(),
        "slot": ThinkingSlot.objects.visible_to(user).first(),
        "feed": CalendarFeed.objects.filter(owner=user).first(),
        "referral": Referral.objects.given_to(user).open().first() or Referral.objects.visible_to(user).first(),
        "group": group,
        "group_meeting": GroupMeeting.objects.next_of(group) if group else None,
        "visit": Visit.objects.tended_by(user).first(),
        "praise_said": Praise.objects.visible_to(user).first(),
        "credit": LearningCredit.objects.visible_to(user).first(),
        "membership": seats.first(),
        "office": Office.objects.filter(membership__in=seats).first(),
        "region": Region.objects.first(),
        "leave": Leave.objects.filter(membership__group=group).first(),
        "application": Application.objects.filter(group=group).open().first(),
        "wanted": WantedSeat.objects.filter(group=group).first(),
        "merge": Merge.objects.visible_to(user).first(),
        "import": AddressImport.objects.filter(keeper=user).first(),
        "asking": AddressImport.objects.filter(keeper=user).order_by("-pk").first(),
        "calendar": CalendarImport.objects.filter(keeper=user).first(),
        "event": Event.objects.visible_to(user).first(),
        "encounter": Encounter.objects.visible_to(user).exclude(card="").first(),
        "likeness": Likeness.objects.visible_to(user).open().first(),
        "round": Round.objects.visible_to(user).announced().first(),
        "draft": Round.objects.led_by(user).filter(announced_at=None).first(),
        "speed_evening": SpeedEvening.objects.visible_to(user).first(),
        "pairing": Pairing.objects.answered_by(user).standing().first(),
        "wish": DoNotPair.objects.visible_to(user).first(),
        "award": Award.objects.visible_to(user).first(),
        "scorecard": Scorecard.objects.visible_to(user).first(),
        "report_in": ReportIn.objects.visible_to(user).first(),
        "token": Token.objects.filter(user=user).first(),
        "entry": ProfileEntry.objects.of(user).first(),
        "version": ProfileVersion.objects.visible_to(user).first(),
        "card": ProfileLink.objects.filter(owner=user).first(),
        "plan_pause": PlanPause.objects.visible_to(user).first(),
        "week_review": WeekReview.objects.visible_to(user).first(),
        "webhook": Webhook.objects.visible_to(user).first(),
        "delivery": WebhookDelivery.objects.visible_to(user).first(),
    }
    nouns = {
        "answer": Answer,
        "touch": Touch,
        "fact": Fact,
        "follow_up": FollowUp,
        "triage": Triage,
        "note": Note,
        "relation": Relation,
        "shared_tie": SharedTie,
        "life": Context,
        "tag": Tag,
        "business": ClosedBusiness,
        "favor": Favor,
        "ask": Ask,
        "review": Review,
        "teaching": Teaching,
        "record_link": RecordLink,
    }
    for kind, noun in {**nouns, "list": SavedList}.items():
        mine[kind] = noun.objects.filter(owner=user).first()
    found = {kind: row.uid for kind, row in mine.items() if row is not None}
    passkey = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).first()
    return {**found, "passkey": passkey.pk} if passkey else found
