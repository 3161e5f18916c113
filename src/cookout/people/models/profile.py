"""The profile: what a person with an account tells about herself, entry by entry, each with its audience."""

import uuid

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cookout.core import audiences
from cookout.core.ids import uuid7
from cookout.core.models import Act, Deletable, Identified, SecretLink, User, record
from cookout.people.models.person import Person


class Facet(models.TextChoices):
    """Headings of GAINS and of the dance card; facts about others use the same."""

    GOALS = "goals", _("Goals")
    ACCOMPLISHMENTS = "accomplishments", _("Accomplishments")
    INTERESTS = "interests", _("Interests")
    NETWORKS = "networks", _("Networks")
    SKILLS = "skills", _("Skills")
    PERSONAL = "personal", _("Personal background")
    BUSINESS = "business", _("Business background")
    AMBITIONS = "ambitions", _("Ambitions and measures of success")
    CUSTOMERS = "customers", _("Who they work with")
    GOOD_REFERRAL = "good_referral", _("What makes a good referral")
    QUESTIONS = "questions", _("Questions they ask")
    PASSION = "passion", _("Why they are in business")

    @classmethod
    def gains(cls) -> "list[Facet]":
        """The five headings of the GAINS exchange."""
        return [cls.GOALS, cls.ACCOMPLISHMENTS, cls.INTERESTS, cls.NETWORKS, cls.SKILLS]


class Audience(models.TextChoices):
    """Who may read an entry."""

    ME = "me", _("Only me")
    ONE_TO_ONE = "one_to_one", _("People I have a 1-2-1 planned with")
    GROUPS = "groups", _("My groups")
    LINK = "link", _("Anyone I give the link")


class ProfileEntryQuerySet(models.QuerySet["ProfileEntry"]):
    """Sets of profile entries."""

    def visible_to(self, user: User) -> "ProfileEntryQuerySet":
        """One's own, and those whose audience the viewer belongs to; what the link may show, groups may read."""
        seen = Q(person__account=user)
        for name, people in audiences.registered().items():
            open_to = [name, Audience.LINK] if name == Audience.GROUPS else [name]
            seen |= Q(audience__in=open_to, person_id__in=people(user))
        return self.filter(seen, deleted_at=None)


class ProfileEntry(Identified, Deletable):
    """One thing a person tells about herself."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="profile")
    facet = models.CharField(_("heading"), max_length=20, choices=Facet)
    prompt = models.CharField(_("question of the dance card"), max_length=40, blank=True)
    text = models.CharField(_("text"), max_length=500)
    audience = models.CharField(_("who may read it"), max_length=12, choices=Audience, default=Audience.GROUPS)
    position = models.PositiveSmallIntegerField(default=0)
    edited_at = models.DateTimeField(auto_now=True)

    objects = ProfileEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("profile entry")
        verbose_name_plural = _("profile entries")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["person", "uid"], name="profile_uid_unique")]

    def __str__(self) -> str:
        return self.text

    @classmethod
    @transaction.atomic
    def tell(
        cls,
        *,
        by: User,
        facet: str,
        text: str,
        audience: str = Audience.GROUPS,
        prompt: str = "",
        uid: uuid.UUID | None = None,
    ) -> "ProfileEntry":
        """Add an entry to my own profile. The same `uid` again is the same entry."""
        known = cls.objects.filter(person=by.person, uid=uid).first() if uid else None
        if known is not None:
            return known
        entry = cls(
            person=by.person, facet=facet, prompt=prompt, text=text.strip(), audience=audience, uid=uid or uuid7()
        )
        record(by=by, verb="profile.tell", about=facet).create(entry)
        return entry

    @transaction.atomic
    def reword(self, *, by: User, text: str, audience: str) -> Act:
        """Change the words or the audience; earlier words are kept as a version."""
        act = record(by=by, verb="profile.reword", about=self.facet)
        before, until = self.text, self.edited_at
        if act.update(self, text=text.strip(), audience=audience) and before != self.text:
            act.create(ProfileVersion(entry=self, text=before, said_at=until))
        return act

    @transaction.atomic
    def withdraw(self, *, by: User) -> Act:
        """Take the entry back."""
        act = record(by=by, verb="profile.withdraw", about=self.facet)
        act.remove(self)
        return act


class ProfileVersionQuerySet(models.QuerySet["ProfileVersion"]):
    """Sets of earlier words."""

    def visible_to(self, user: User) -> "ProfileVersionQuerySet":
        """Only one's own: others read what one says now."""
        return self.filter(entry__person__account=user, entry__deleted_at=None)


class ProfileVersion(Identified):
    """What an entry said before it was reworded."""

    entry = models.ForeignKey(ProfileEntry, on_delete=models.CASCADE, related_name="versions")
    text = models.CharField(_("text"), max_length=500)
    said_at = models.DateTimeField(_("said on"))

    objects = ProfileVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("earlier version")
        ordering = ["-said_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["entry", "uid"], name="profile_version_uid_unique")]

    def __str__(self) -> str:
        return self.text


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

    def entries(self) -> ProfileEntryQuerySet:
        """What the holder of the address may read."""
        mine = ProfileEntry.objects.filter(person__account=self.owner, deleted_at=None)
        return mine.filter(audience=Audience.LINK)
