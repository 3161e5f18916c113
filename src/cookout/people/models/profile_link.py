"""Links to my profile, and the card that whoever holds one reads."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Act, SecretLink, User, record
from cookout.core.refusal import Refusal
from cookout.people.formats import Card, Name, Value
from cookout.people.models.detail import Detail
from cookout.people.models.person import Person
from cookout.people.models.profile import Audience, ProfileEntry, ProfileEntryQuerySet
from cookout.people.models.sheet import Sheet

LASTS = dt.timedelta(days=90)
MOST_LINKS = 50
"""Open at one time: more than anybody hands out knowingly."""
LATEST = 2099
"""Beyond it no clock of any zone is sure to show the day."""


class ProfileLink(SecretLink):
    """An address with which somebody without an account reads the parts of my profile that are open by link."""

    name = models.CharField(_("for whom or what"), max_length=80, blank=True)
    with_phone = models.BooleanField(_("phone"), default=True)
    with_email = models.BooleanField(_("email"), default=True)

    class Meta:
        verbose_name = _("link to my profile")
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="profile_link_uid_unique")]

    def __str__(self) -> str:
        return self.name or str(_("My card"))

    @property
    def path(self) -> str:
        """The address below the house's own; empty where it can no longer be shown."""
        return reverse("people:card_detail", args=[self.secret]) if self.secret else ""

    @classmethod
    @transaction.atomic
    def make(cls, *, by: User, **values: Any) -> "ProfileLink":
        """Make a link; how long it lasts is part of the promise to its owner."""
        _refuse_past(values.get("expires_at"))
        if cls.objects.visible_to(by).valid().count() >= MOST_LINKS:
            raise Refusal(_("%(n)s links are open. End one that nobody needs first.") % {"n": MOST_LINKS})
        return cls.issue(by=by, **values)

    @transaction.atomic
    def adjust(self, *, by: User, **values: Any) -> Act:
        """Change its name, its last day, or whether it shows phone and email."""
        if self.revoked_at is not None:
            raise Refusal(_("This link was ended and stays so. Make a new one."))
        if values.get("expires_at") != self.expires_at:
            _refuse_past(values.get("expires_at"))
        act = record(by=by, verb="profilelink.adjust", about=str(self))
        act.update(self, **values)
        return act

    def entries(self) -> ProfileEntryQuerySet:
        """What the holder of the address may read."""
        return ProfileEntry.objects.of(self.owner).seen_as(Audience.LINK)

    def card(self) -> "OpenCard":
        """What the holder of the address sees."""
        return OpenCard(self.owner, self.with_phone, self.with_email, tuple(self.entries()))


def _refuse_past(until: dt.datetime | None) -> None:
    if until is not None and until <= timezone.now():
        raise Refusal(_("That day is over. Choose a later one, or none."))
    if until is not None and until.year > LATEST:
        raise Refusal(_("That is another century. Choose an earlier day, or none."))


@dataclass
class OpenCard:
    """A card as strangers see it: name and trade always, phone and email if shown, what is open by link."""

    owner: User
    with_phone: bool
    with_email: bool
    entries: tuple[ProfileEntry, ...]

    @cached_property
    def person(self) -> Person:
        """Whose card it is."""
        return Person.objects.select_related("classification").prefetch_related("details").get(account=self.owner)

    @cached_property
    def sheet(self) -> Sheet:
        """What is open by link, question by question."""
        return Sheet.of(self.entries)

    @property
    def phone(self) -> Detail | None:
        """The number to call, if it is shown."""
        return self.person.phone if self.with_phone else None

    @property
    def email(self) -> str:
        """The address to write to, if it is shown."""
        return own_email(self.owner, self.person) if self.with_email else ""

    @property
    def line(self) -> str:
        """What this person does for people, in one line."""
        return next(iter(self.sheet.texts("customers.problem")), "")

    @property
    def says(self) -> list[str]:
        """Words by which one knows whom to introduce."""
        return self.sheet.said()

    @property
    def rest(self) -> Sheet:
        """Everything open besides the line and the words, which stand on the card itself."""
        shown = {"good_referral.words"}
        first = next((entry for entry in self.entries if entry.prompt == "customers.problem"), None)
        return Sheet.of(entry for entry in self.entries if entry.prompt not in shown and entry is not first)

    def contact(self) -> Card:
        """The contact to save: no more than the page shows."""
        person = self.person
        values = [Value("uid", person.uid.urn)]
        trade = person.first(Detail.Kind.TITLE) or (person.classification.name if person.classification else "")
        shown = {
            "organisation": person.organisation,
            "title": trade,
            "phone": self.phone.value if self.phone else "",
            "email": self.email,
            "note": self.line,
        }
        values += [Value(kind, value) for kind, value in shown.items() if value]
        name = Name(person.full_name, person.given, person.family, person.additional, person.prefix, person.suffix)
        return Card(name, tuple(values), None, 0)


def own_email(owner: User, person: Person) -> str:
    """Where one writes to: the address that one's own details name first, else that of the account."""
    return person.mail.value if person.mail else owner.email
