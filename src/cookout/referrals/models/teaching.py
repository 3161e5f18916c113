"""What somebody has been told of my work, what not yet, and the card that says what makes a good referral for me."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Self

from django.db import models, transaction
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from cookout.core.ids import uuid7
from cookout.core.models import Act, User
from cookout.core.refusal import Refusal
from cookout.people.models import PROMPTS, Facet, ProfileEntry
from cookout.referrals.models.referral import Referral
from cookout.ties.models import Tie, local_today
from cookout.ties.models.kept import Kept, refuse_to_come

OFFERS = ("skills.help", "customers.problem", "skills.rare", "skills.asked_for")
"""The questions of the dance card that say what I do; besides them, whatever stands free under Skills."""

CARD = ("good_referral.type", "good_referral.trigger", "good_referral.words", "good_referral.industry",
        "good_referral.size", "good_referral.place")  # fmt: skip
"""What makes a good referral for me, in the order in which one says it."""

LONGEST = 300


class TeachingQuerySet(models.QuerySet["Teaching"]):
    """Sets of what was told."""

    def visible_to(self, user: User) -> Self:
        """Only one's own."""
        return self.filter(owner=user, deleted_at=None)


class Teaching(Kept):
    """Something of what I do that this person has been told by now."""

    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="teachings")
    entry = models.ForeignKey(ProfileEntry, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    text = models.CharField(_("what"), max_length=LONGEST)
    on = models.DateField(_("on"))
    referral = models.ForeignKey(Referral, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = TeachingQuerySet.as_manager()

    act: Act | None = None
    """With which it was noted, just now."""

    class Meta:
        verbose_name = _("teaching")
        ordering = ["-on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="teaching_uid_unique")]

    def __str__(self) -> str:
        return self.text

    @classmethod
    @transaction.atomic
    def teach(
        cls, *, by: User, tie: Tie, entry: ProfileEntry | None = None, text: str = "", on: dt.date | None = None,
        referral: Referral | None = None, uid: uuid.UUID | None = None,
    ) -> "Teaching":  # fmt: skip
        """Note that this person knows it now. The same entry twice, or the same `uid`, is the same teaching."""
        by.wait_in_line()
        tie = tie if tie.pk else Tie.objects.between(by, tie.person)  # another press may have begun it by now
        if known := cls._known(by, tie, entry, uid):
            return known
        words, day = (text.strip() or (entry.text if entry else ""))[:LONGEST], on or local_today(by)
        if not words:
            raise Refusal(_("Say what you told %s.") % tie.person.first_name)
        _refuse_strange(by, entry, referral)
        refuse_to_come(day, by)
        act = tie.begin(by, "teaching.teach")
        made = cls(owner=by, tie=tie, entry=entry, text=words, on=day, referral=referral, uid=uid or uuid7())
        act.create(made)
        made.act = act
        return made

    @classmethod
    def _known(cls, by: User, tie: Tie, entry: ProfileEntry | None, uid: uuid.UUID | None) -> "Teaching | None":
        if uid and (known := cls.objects.filter(owner=by, uid=uid).first()):
            return known
        if entry is None or tie.pk is None:
            return None
        return cls.objects.visible_to(by).filter(tie=tie, entry=entry).first()


def _refuse_strange(by: User, entry: ProfileEntry | None, referral: Referral | None) -> None:
    if entry is not None and (entry.person_id != by.person.pk or entry.deleted_at is not None):
        raise Refusal(_("Only what stands in your own profile can be told."))
    if referral is not None and not Referral.objects.given_to(by).filter(pk=referral.pk).exists():
        raise Refusal(_("This referral was not given to you."))


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one person knows of my work, and what not yet."""

    known: tuple[Teaching, ...]
    unknown: tuple[ProfileEntry, ...]


def lesson(user: User, tie: Tie) -> Lesson:
    """What else I do that this person has not been told, as far as my profile says what I do."""
    known = tuple(Teaching.objects.visible_to(user).filter(tie__person=tie.person_id, tie__deleted_at=None))
    told = {teaching.entry_id for teaching in known} | {teaching.text for teaching in known}
    offers = ProfileEntry.objects.of(user).filter(facet__in=[Facet.SKILLS, Facet.CUSTOMERS])
    fits = [entry for entry in offers if entry.prompt in OFFERS or (entry.facet == Facet.SKILLS and not entry.prompt)]
    fits.sort(key=lambda entry: (OFFERS.index(entry.prompt) if entry.prompt else len(OFFERS), entry.position, entry.pk))
    return Lesson(known, tuple(entry for entry in fits if not {entry.pk, entry.text[:LONGEST]} & told))


@dataclass(frozen=True, slots=True)
class GoodReferral:
    """What makes a good referral for me, question by question; only what may go out by link."""

    lines: tuple[tuple[str, tuple[str, ...]], ...]
    words: tuple[str, ...]
    """By which one knows the person."""

    def __bool__(self) -> bool:
        return bool(self.lines)


def good_referral(user: User) -> GoodReferral:
    """The card. What I keep from strangers is not on it, as it is made to be sent."""
    entries = ProfileEntry.objects.of(user).seen_as("link").filter(prompt__in=CARD)
    said: dict[str, list[str]] = {}
    for entry in entries:
        said.setdefault(entry.prompt, []).append(entry.text)
    lines = tuple((str(PROMPTS[key].short), tuple(said[key])) for key in CARD if key in said)
    return GoodReferral(lines, tuple(said.get("good_referral.words", ())))


def teaching_draft(user: User, name: str, *, low_fit: bool) -> str:
    """Words to send with the card: thanks first, then what fits, and nothing that shames."""
    card = good_referral(user)
    first = _t("%(name)s, thank you for thinking of me.") if low_fit else _t("%(name)s, you know me well by now.")
    kind = next((texts[0] for _label, texts in card.lines), "")
    said = {"name": name, "kind": kind.rstrip(" ."), "words": card.words[0] if card.words else ""}
    parts = [first % said]
    if kind:
        parts.append(_t("The people I can help best: %(kind)s.") % said)
    if said["words"]:
        parts.append(_t("You will hear them say “%(words)s”.") % said)
    return " ".join([*parts, _t("Shall I tell you about one of them over coffee?")])
