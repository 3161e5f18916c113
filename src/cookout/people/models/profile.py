"""The profile: what a person with an account tells about herself, entry by entry, each with its audience."""

import uuid

from django.db import models, transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core import audiences
from cookout.core.ids import uuid7
from cookout.core.models import Act, Deletable, Identified, User, record
from cookout.core.refusal import Refusal
from cookout.people.models.dance_card import PROMPTS
from cookout.people.models.person import Person

LONGEST = 500
"""Signs in one entry: a thought, not an essay."""

MOST = 400
"""Entries in one profile: the whole card answered several times over."""


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

    @property
    def own(self) -> str:
        """The heading as one reads it over one's own words."""
        return str(_OWN.get(self, self.label))

    @classmethod
    def gains(cls) -> "list[Facet]":
        """The five headings of the GAINS exchange."""
        return [cls.GOALS, cls.ACCOMPLISHMENTS, cls.INTERESTS, cls.NETWORKS, cls.SKILLS]


_OWN = {
    Facet.CUSTOMERS: _("Who you work with"),
    Facet.GOOD_REFERRAL: _("What makes a good referral for you"),
    Facet.QUESTIONS: _("Questions you ask"),
    Facet.PASSION: _("Why you are in business"),
}


class Audience(models.TextChoices):
    """Who may read an entry."""

    ME = "me", _("Only me")
    ONE_TO_ONE = "one_to_one", _("People I have a 1-2-1 planned with")
    GROUPS = "groups", _("My groups")
    LINK = "link", _("Anyone I give the link")


READ_BY = {
    Audience.ME: tuple(Audience),
    Audience.ONE_TO_ONE: (Audience.ONE_TO_ONE, Audience.GROUPS, Audience.LINK),
    Audience.GROUPS: (Audience.GROUPS, Audience.LINK),
    Audience.LINK: (Audience.LINK,),
}
"""Which entries somebody reads: me; a fellow member with whom I planned a 1-2-1; a fellow member; with a link."""


class ProfileEntryQuerySet(models.QuerySet["ProfileEntry"]):
    """Sets of profile entries."""

    def visible_to(self, user: User) -> "ProfileEntryQuerySet":
        """One's own, and those whose audience the viewer belongs to; what the link may show, groups may read."""
        seen = Q(person__account=user)
        for name, people in audiences.shared_with(user).items():
            open_to = [name, Audience.LINK] if name == Audience.GROUPS else [name]
            seen |= Q(audience__in=open_to, person_id__in=people)
        return self.filter(seen, deleted_at=None)

    def of(self, user: User) -> "ProfileEntryQuerySet":
        """Everything this user tells about herself."""
        return self.filter(person__account=user, deleted_at=None)

    def seen_as(self, audience: str) -> "ProfileEntryQuerySet":
        """What a fellow, one with whom a 1-2-1 is planned, or who holds a link reads (twin of `visible_to`)."""
        return self.filter(audience__in=READ_BY[Audience(audience)], deleted_at=None)

    def beside(self, entry: "ProfileEntry") -> "ProfileEntryQuerySet":
        """The entries that answer the same question, or stand free under the same heading; itself among them."""
        return self.filter(person=entry.person_id, facet=entry.facet, prompt=entry.prompt, deleted_at=None)


class ProfileEntry(Identified, Deletable):
    """One thing a person tells about herself."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="profile")
    facet = models.CharField(_("heading"), max_length=20, choices=Facet)
    prompt = models.CharField(_("question of the dance card"), max_length=40, blank=True)
    text = models.CharField(_("text"), max_length=LONGEST)
    audience = models.CharField(_("who may read it"), max_length=12, choices=Audience, default=Audience.GROUPS)
    position = models.PositiveSmallIntegerField(default=0)
    edited_at = models.DateTimeField(auto_now=True)

    objects = ProfileEntryQuerySet.as_manager()

    act: Act | None = None
    """The act that told it, right after `tell`, so that the page can offer Undo."""

    class Meta:
        verbose_name = _("profile entry")
        verbose_name_plural = _("profile entries")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["person", "uid"], name="profile_uid_unique")]

    def __str__(self) -> str:
        return self.text

    @property
    def anchor(self) -> str:
        """Where it stands on the page: at its question, else free under its heading."""
        return self.prompt if self.prompt in PROMPTS else self.facet

    @classmethod
    @transaction.atomic
    def tell(
        cls,
        *,
        by: User,
        text: str,
        facet: str = "",
        audience: str = Audience.GROUPS,
        prompt: str = "",
        uid: uuid.UUID | None = None,
    ) -> "ProfileEntry":
        """Add an entry to my own profile, to a question or free under a heading. The same `uid` is the same entry."""
        by.wait_in_line()
        mine = cls.objects.filter(person=by.person)
        known = mine.filter(uid=uid).first() if uid else None
        if known is not None:
            return known
        facet = _heading(facet, prompt)
        if mine.filter(deleted_at=None).count() >= MOST:
            raise Refusal(
                _("Your profile has %(n)s entries, as many as it can hold. Take one back first.") % {"n": MOST}
            )
        last = mine.filter(facet=facet, prompt=prompt, deleted_at=None).aggregate(last=Max("position"))["last"]
        entry = cls(
            person=by.person,
            facet=facet,
            prompt=prompt,
            text=_words(text),
            audience=_audience(audience),
            position=0 if last is None else min(last + 1, 32000),
            uid=uid or uuid7(),
        )
        entry.act = record(by=by, verb="profile.tell", about=facet)
        entry.act.create(entry)
        return entry

    @transaction.atomic
    def reword(self, *, by: User, text: str | None = None, audience: str | None = None) -> Act:
        """Change the words or the audience; earlier words are kept as a version."""
        text = self.text if text is None else _words(text)
        audience = self.audience if audience is None else _audience(audience)
        act = record(by=by, verb="profile.reword", about=self.facet)
        self._say(act, text, audience)
        return act

    @transaction.atomic
    def restore(self, version: "ProfileVersion", *, by: User) -> Act:
        """Bring earlier words back; what it says now becomes the version."""
        act = record(by=by, verb="profile.restore", about=self.facet)
        words = version.text
        act.remove(version)
        self._say(act, words, self.audience)
        return act

    @transaction.atomic
    def place(self, anchor: str, *, by: User) -> Act:
        """Put it to a question, or free under a heading: whichever of the two the key names."""
        prompt = anchor if anchor in PROMPTS else ""
        facet = _heading("" if prompt else anchor, prompt)
        act = record(by=by, verb="profile.place", about=facet)
        act.update(self, facet=facet, prompt=prompt)
        return act

    @transaction.atomic
    def move(self, steps: int, *, by: User) -> Act:
        """Put it so many places further down (or up, below zero) among its neighbours."""
        act = record(by=by, verb="profile.order", about=self.facet)
        row = list(type(self).objects.beside(self))
        here = row.index(self)
        row.insert(min(max(here + steps, 0), len(row) - 1), row.pop(here))
        for position, entry in enumerate(row):
            act.update(entry, position=position)
        self.refresh_from_db(fields=["position"])
        return act

    @transaction.atomic
    def withdraw(self, *, by: User) -> Act:
        """Take the entry back."""
        act = record(by=by, verb="profile.withdraw", about=self.facet)
        if self.deleted_at is None:
            act.remove(self)
        return act

    def _say(self, act: Act, text: str, audience: str) -> None:
        before, since = self.text, self.edited_at
        if act.update(self, text=text, audience=audience) and before != text:
            act.create(ProfileVersion(entry=self, text=before, said_at=since))
            # Beside the act: a date that undo would have to match is no reason to leave words as they are.
            self.edited_at = timezone.now()
            type(self).objects.filter(pk=self.pk).update(edited_at=self.edited_at)


def _heading(facet: str, prompt: str) -> str:
    """The heading that a question or a bare heading names."""
    if prompt and prompt not in PROMPTS:
        raise Refusal(_("The dance card has no question “%(key)s”.") % {"key": prompt[:60]})
    facet = PROMPTS[prompt].facet if prompt else facet
    if facet not in Facet.values:
        raise Refusal(_("The profile has no heading “%(key)s”.") % {"key": facet[:60]})
    return facet


def _audience(audience: str) -> str:
    if audience not in Audience.values:
        raise Refusal(_("Say who may read it: you alone, those with a 1-2-1, your groups, or by link."))
    return audience


def _words(text: str) -> str:
    text = text.strip()
    if not text:
        raise Refusal(_("Type what you want to say. Nothing was changed."))
    if len(text) > LONGEST:
        raise Refusal(
            _("That is %(n)s signs long; an entry holds %(most)s. Tell it in two entries.")
            % {"n": len(text), "most": LONGEST}
        )
    return text


class ProfileVersionQuerySet(models.QuerySet["ProfileVersion"]):
    """Sets of earlier words."""

    def visible_to(self, user: User) -> "ProfileVersionQuerySet":
        """Only one's own: others read what one says now."""
        return self.filter(entry__person__account=user, entry__deleted_at=None)


class ProfileVersion(Identified):
    """What an entry said before it was reworded."""

    entry = models.ForeignKey(ProfileEntry, on_delete=models.CASCADE, related_name="versions")
    text = models.CharField(_("text"), max_length=LONGEST)
    said_at = models.DateTimeField(_("said on"))

    objects = ProfileVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("earlier version")
        ordering = ["-said_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["entry", "uid"], name="profile_version_uid_unique")]

    def __str__(self) -> str:
        return self.text
