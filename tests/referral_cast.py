"""Who stands round a referral, and a marker word in every cell of what may be known of it.

Rita refers to Paul, three times with other consents; Odile, who has no account, does the same. Each cell of each of
the six has a word of its own, so that whatever is read somewhere names what it is and whose.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from cookout.connect.models import CHOSEN, Webhook
from cookout.core.models import User
from cookout.core.testing import make_user
from cookout.groups.models import Group, Office, Region
from cookout.one_to_ones.testing import fellows, planned
from cookout.people.models import Person
from cookout.referrals.models import (
    Ask,
    ClosedBusiness,
    Experience,
    ExperienceLink,
    Favor,
    Prospect,
    RecordLink,
    Referral,
    Reminder,
    Reply,
    Review,
    Teaching,
    Testimonial,
    Update,
    WindowLink,
)
from cookout.referrals.models.fit import rate_fit
from cookout.referrals.models.stops import StopToken
from cookout.referrals.testing import aged
from cookout.ties.models import Tie

CONSENTS: dict[str, dict[str, Any]] = {
    "open": {"may_tell": True},
    "quiet": {"may_tell": None},
    "secret": {"may_tell": True, "is_confidential": True},
}
"""What the prospect agreed to."""

SHARED = tuple(CONSENTS)
WINDOWED = tuple(f"w{consent}" for consent in CONSENTS)
"""The same, with a referrer who has no account and reads in her window."""

AMOUNTS = {"open": 317141, "quiet": 3272927, "secret": 33383931, "wopen": 1417543, "wquiet": 14272929,
           "wsecret": 141383937}  # fmt: skip
BANDS = {"open": "3,000", "quiet": "30,000", "secret": "300,000", "wopen": "10,000", "wquiet": "100,000",
         "wsecret": "1,000,000"}  # fmt: skip
"""What came of each in cents, and where its band begins."""

ACCOUNTS = ("provider", "referrer", "seat", "fellow", "leader", "director", "host", "stranger", "namesake")
"""Everybody with an account; the namesake is a member whose name and address Rita typed for a prospect."""

HOLDERS = (*(f"window_{one}" for one in WINDOWED), *(f"experience_{one}" for one in (*SHARED, *WINDOWED)),
           "record_link", "mail_stop")  # fmt: skip
READERS = (*ACCOUNTS, "anonymous", *HOLDERS)


def mark(cell: str, one: str = "") -> str:
    """The marker word of a cell."""
    return f"quill{cell}{one}z"


@dataclass
class Cast:
    """Everybody, what the two share, what is Paul's alone, and what the holders of addresses hold."""

    users: dict[str, User] = field(default_factory=dict)
    referrals: dict[str, Referral] = field(default_factory=dict)
    things: dict[str, list[Any]] = field(default_factory=dict)
    """Rows by their kind, as `tests/doors.py` calls kinds."""
    paths: dict[str, str] = field(default_factory=dict)
    """The address that each holder holds."""

    def keep(self, kind: str, row: Any) -> Any:
        """Remember a row of this kind."""
        self.things.setdefault(kind, []).append(row)
        return row


def gathered() -> Cast:
    """All of it, made by the verbs."""
    cast = Cast()
    cast.users = {who: make_user(f"{who.title()} Person", is_host=who == "host") for who in ACCOUNTS}
    _meet(cast)
    paul, rita = cast.users["provider"], cast.users["referrer"]
    for consent, values in CONSENTS.items():
        one = Referral.give(by=rita, to=paul.person, prospect=_prospect(cast, consent), may_contact=True,
                            **_words(consent), **_consent(values), private_note=mark("hers", consent))  # fmt: skip
        if values.get("is_confidential"):
            one.change(by=paul, is_confidential=True)
        one.accept(by=paul, note=mark("yes", consent))
        _story(cast, consent, one, values)
        Reply.say(referral=one, kind="thanks", line=mark("reply", consent), user=rita)
    odile = Person.keep(by=paul, full_name="Odile Bakker", details=[("email", "work", "odile@example.org")])
    for consent, values in CONSENTS.items():
        one = Referral.receive(by=paul, referrer=odile, prospect=_prospect(cast, f"w{consent}"), may_contact=True,
                               **_words(f"w{consent}"), **_consent(values))  # fmt: skip
        _story(cast, f"w{consent}", one, values)
        cast.paths[f"window_w{consent}"] = WindowLink.of(one, by=paul).path
    _names(cast, paul, rita)
    _alone(cast, paul, odile)
    return cast


def _meet(cast: Cast) -> None:
    """One group with Paul, Rita, a fellow and its leader, in a region; another with the other seat of a 1-2-1."""
    who = cast.users
    region = cast.keep("region", Region.found(by=who["host"], name="North"))
    region.appoint(who["director"], by=who["host"])
    group = cast.keep("group", Group.found(by=who["host"], name="Riverside", region=region))
    for name in ("provider", "referrer", "fellow", "leader"):
        cast.keep("membership", group.admit(by=who["host"], name=who[name].name, user=who[name]))
    cast.keep("office", cast.things["membership"][-1].appoint(Office.Role.PRESIDENT, by=who["host"]))
    cast.keep("group", fellows(who["provider"], who["seat"], "Lunch"))
    cast.keep("one_to_one", planned(who["provider"], who["seat"]))
    for user in who.values():
        url = f"https://{user.email.split('@')[0]}.example.org/hook"
        cast.keep("webhook", Webhook.make(by=user, name=f"Hook of {user.name}", url=url, events=CHOSEN))


def _prospect(cast: Cast, one: str) -> Prospect:
    """Somebody outside; once with the address of a member, whom nobody is told of."""
    mail = cast.users["namesake"].email if one == "open" else f"{mark('mail', one)}@example.org"
    return Prospect(f"Hector {mark('name', one)}", mail, f"+1 614 {mark('phone', one)}")


def _words(one: str) -> dict[str, Any]:
    return {"note": mark("note", one), "first_step": mark("first", one), "closeness": 3, "handoff": "told"}


def _consent(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "is_confidential"}


def _story(cast: Cast, name: str, one: Referral, values: dict[str, Any]) -> None:
    """From the first call to what it brought, and what the prospect says of it."""
    paul = cast.users["provider"]
    cast.referrals[name] = cast.keep("referral", one)
    if values.get("is_confidential"):
        one.change(by=paul, is_confidential=True)
    one.move(by=paul, state="meeting", note=mark("step", name))
    one.change(by=paul, next_step=mark("next", name), next_on=dt.date.today() + dt.timedelta(days=3))
    one.keep_side(by=paul, note=mark("his", name))
    rate_fit(one, by=paul, fit=2, reason=mark("fit", name))
    aged(one, told_at=dt.timedelta(days=30), created_at=dt.timedelta(days=60))
    if one.referrer.user is not None:
        Reminder.ask(referral=one, by=one.referrer.user, text=mark("remind", name), channel="here")
    how = "mail" if one.referrer.user is None else "here"
    cast.keep("update", Update.tell(referral=one, by=paul, text=mark("news", name), channel=how))
    one.move(by=paul, state="won", note=mark("won", name))
    link = ExperienceLink.ask(referral=one, by=paul)
    cast.paths[f"experience_{name}"] = link.path
    Experience.say(link=link, rating="so_so", line=mark("said", name), may_tell=True)
    cast.keep("business", ClosedBusiness.close(by=paul, referral=one, amount=AMOUNTS[name], currency="USD",
                                               note=mark("business", name), shares_band=True))  # fmt: skip


def _names(cast: Cast, paul: User, rita: User) -> None:
    """Names without a yes: one that Rita keeps for Paul, one that Paul keeps from Rita."""
    hers = Referral.give(by=rita, to=paul.person, prospect=_prospect(cast, "hername"), **_words("hername"))
    his = Referral.receive(by=paul, referrer=rita.person, prospect=_prospect(cast, "hisname"), **_words("hisname"))
    for name, one in {"hername": hers, "hisname": his}.items():
        cast.referrals[name] = cast.keep("referral", one)


def _alone(cast: Cast, paul: User, odile: Person) -> None:
    """What Paul keeps about Rita and Odile, and addresses that he handed out."""
    cast.keep("person", odile)
    for person in (cast.users["referrer"].person, odile):
        tie = Tie.objects.between(paul, person)
        cast.keep("favor", Favor.note(by=paul, tie=tie, text=mark("favor")))
        cast.keep("praise", Testimonial.keep(by=paul, tie=tie, text=mark("praise")))
        cast.keep("ask", Ask.note(by=paul, tie=tie, text=mark("ask")))
        cast.keep("review", Review.agree(by=paul, tie=tie, text=mark("review")))
        cast.keep("teaching", Teaching.teach(by=paul, tie=tie, text=mark("teaching")))
    link = cast.keep("record_link", RecordLink.make(by=paul, name=mark("link")))
    cast.paths |= {"record_link": link.path, "mail_stop": StopToken.path(paul, "odile@example.org")}
    for who in ("provider", "referrer"):
        cast.keep("person", cast.users[who].person)
