"""Who the three are: accounts only among fellows, rows of the book for their keeper alone, nobody in two parts."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Act, User
from cookout.core.refusal import Refusal
from cookout.groups.models import fellow_people
from cookout.one_to_ones.models import account_of, as_kept
from cookout.people.models import Person
from cookout.referrals import rules
from cookout.referrals.models.columns import Passing
from cookout.referrals.models.kinds import Kind, Role
from cookout.referrals.models.party import Known, Party
from cookout.referrals.models.sets import ReferralQuerySet

SAME_AGAIN = dt.timedelta(days=60)
"""The same three within so many days are most likely the same referral, noted by the other of the two."""

FIRST_YEAR = 1950


@dataclass(frozen=True, slots=True)
class Prospect:
    """Whom it is about, as the one who writes it down knows them."""

    name: str
    mail: str = ""
    phone: str = ""
    person: Person | None = None


Parties = dict[Role, Person | Prospect]


class Twice(Refusal):
    """The other of the two has noted it already; `despite` says that this is another."""

    code = "twice"

    def __init__(self, there: Passing) -> None:
        said = {"name": there.prospect.called, "day": there.given_on}
        super().__init__(
            _("%(name)s stands here already, given on %(day)s. Open that one, or note it all the same.") % said
        )
        self.there = there


def name_of(whom: Person | Prospect) -> str:
    """How they are called."""
    return whom.name.strip() if isinstance(whom, Prospect) else whom.full_name


def fellow_of(by: User, person: Person) -> User | None:
    """The account behind a person, where the two share a group today: only then does it become theirs too."""
    account = account_of(person)
    if account is None or not fellow_people(by).filter(pk=account.pk).exists():
        return None
    return account.account


def seat(one: Passing, act: Act, by: User, parties: Parties) -> None:
    """Give each of the three a part, and note which rows of whose book they are."""
    is_inside = parties[Role.PROSPECT] is parties[Role.REFERRER]
    people = {role: whom.person if isinstance(whom, Prospect) else whom for role, whom in parties.items()}
    others: list[User] = []
    for role, whom in parties.items():
        person = people[role]
        user = by if person is not None and person.account_id == by.pk else None
        if user is None and person is not None and (role != Role.PROSPECT or is_inside):
            user = fellow_of(by, person)
            others += [user] if user is not None else []
        act.create(Party(referral_id=one.pk, role=role, user=user, name=name_of(whom)[:200], **_reach(whom)))
    for party in one.parties.all():
        person = people[Role(party.role)]
        if person is not None and person.account_id != by.pk:
            Known.objects.create(party=party, owner=by, person=as_kept(by, person))
        for other in others[:1] if party.user_id == by.pk else ():
            Known.objects.create(party=party, owner=other, person=as_kept(other, by.person))


def _reach(whom: Person | Prospect) -> dict[str, str]:
    """Where the prospect is reached; of the other two nothing is copied."""
    if not isinstance(whom, Prospect):
        return {}
    mail = whom.mail.strip()
    if mail:
        try:
            validate_email(mail)
        except ValidationError as wrong:
            raise Refusal(_("“%s” is not a mail address. Look at it once more.") % mail) from wrong
    return {"mail": mail, "phone": whom.phone.strip()[:60]}


def put_prospect_right(one: Passing, act: Act, prospect: Prospect | None) -> bool:
    """Correct how the prospect is called and reached; say whether anything was wrong."""
    if prospect is None:
        return False
    party, provider = one.prospect, one.provider.user
    values = {"name": prospect.name.strip()[:200], **_reach(prospect)}
    if all(getattr(party, name) == value for name, value in values.items()):
        return False
    if party.user_id is not None or one.kind == Kind.INSIDE:
        raise Refusal(_("%s buys without anybody between: there is nothing to correct here.") % party.called)
    if not values["name"]:
        raise Refusal(_("Say whom it is about."))
    if provider is not None and values["mail"].casefold() == provider.email.casefold():
        raise Refusal(_("Provider and prospect are the same person. Choose who is recommended to whom."))
    return act.update(party, **values)


def refuse_same(by: User, parties: Parties) -> None:
    """Nobody recommends to herself, and nobody is recommended to herself."""
    referrer, provider, prospect = (_who(parties[role]) for role in (Role.REFERRER, Role.PROVIDER, Role.PROSPECT))
    if referrer & provider:
        raise Refusal(_("A referral goes from one person to another. Choose somebody else than the same person twice."))
    if provider & prospect:
        raise Refusal(_("Provider and prospect are the same person. Choose who is recommended to whom."))
    if not name_of(parties[Role.PROSPECT]):
        raise Refusal(_("Say whom it is about."))
    for whom in parties.values():
        person = whom.person if isinstance(whom, Prospect) else whom
        if person is not None and not Person.objects.visible_to(by).filter(pk=person.pk).exists():
            raise Refusal(_("This person is not in your book."))


def _who(whom: Person | Prospect) -> set[Any]:
    """What tells two apart: rows, accounts, and of a prospect the address too."""
    person = whom.person if isinstance(whom, Prospect) else whom
    marks: set[Any] = set()
    if person is not None:
        account = account_of(person)
        marks = {("row", person.pk)} | ({("row", account.pk)} if account else set())
        marks |= {("mail", detail.value.strip().casefold()) for detail in [person.mail] if detail}
        if account is not None and account.account is not None:
            marks.add(("mail", account.account.email.casefold()))
    if isinstance(whom, Prospect) and whom.mail.strip():
        marks.add(("mail", whom.mail.strip().casefold()))
    return marks


def refuse_long_ago(on: dt.date) -> None:
    """A slip in the year is said, not noted."""
    if on.year < FIRST_YEAR:
        raise Refusal(_("That is another century. Look at the year."))


def refuse_twice(one: Passing, by: User, *, despite: bool) -> None:
    """Both of two members may note the same one: the second is shown the first."""
    if despite or not one.is_shared:
        return
    noted: ReferralQuerySet = type(one)._default_manager.all()
    near = noted.given_by(by) if one.role_of(by) == Role.REFERRER else noted.given_to(by)
    near = near.exclude(pk=one.pk).exclude(state="withdrawn")
    same = near.filter(
        given_on__range=(one.given_on - SAME_AGAIN, one.given_on + SAME_AGAIN),
        pk__in=Party.objects.filter(role=Role.PROSPECT, name__iexact=one.prospect.name).values("referral"),
    ).filter(pk__in=Party.objects.filter(user=one.other(by).user_id).values("referral"))
    if there := same.with_parties().first():
        raise Twice(there)


def milestones(one: Passing, state: str, now: dt.datetime) -> dict[str, dt.datetime | None]:
    """When it was accepted, when the prospect was first called, when it was decided; a correction takes them back."""
    worked, called = state in rules.TOLD_BY_PROVIDER, state in rules.CALLED
    keeps = worked and state != "accepted"
    return {
        "accepted_at": (one.accepted_at or now) if worked else None,
        "contacted_at": (one.contacted_at or (now if called else None)) if keeps else None,
        "decided_at": now if state in rules.DECIDED else None,
    }
