"""How a step went, as the prospect says: an address for one answer, and the answer."""

import datetime as dt
import uuid
from typing import Any, Self

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.ids import uuid7
from cookout.core.models import Identified, SecretLink, User
from cookout.core.refusal import Refusal
from cookout.referrals import rules, signals
from cookout.referrals.models.kinds import Rating, Role
from cookout.referrals.models.party import Step
from cookout.referrals.models.referral import Referral
from cookout.referrals.models.stops import MailStop, StopToken, digest_of
from cookout.referrals.models.telling_news import address_of

LASTS = dt.timedelta(days=30)


class ExperienceLink(SecretLink):
    """The address under which the prospect says how one step went, once."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="experience_links")
    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="experience_links")

    class Meta:
        verbose_name = _("link of the prospect")
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="experience_link_uid_unique")]

    def __str__(self) -> str:
        return str(self.referral)

    @property
    def path(self) -> str:
        """The address below the house's own; empty where it can no longer be shown."""
        return reverse("referrals:experience_detail", args=[self.secret]) if self.secret else ""

    @property
    def answer(self) -> "Experience | None":
        """What was said about the step, if anything."""
        return Experience.objects.filter(referral=self.referral_id, step=self.step_id).first()

    @classmethod
    @transaction.atomic
    def ask(cls, *, referral: Referral, by: User, by_mail: bool = False) -> "ExperienceLink":
        """Ask the prospect about the latest step: once for each step, once a week. Asking twice is asking once."""
        by.wait_in_line()
        one: Referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
        step = asked_about(one)
        _refuse_asking(one, by, step)
        link: ExperienceLink | None = cls.objects.visible_to(by).filter(step=step).order_by("pk").last()
        if link is None:
            _refuse_often(one, by)
            link = cls.issue(by=by, expires_at=timezone.now() + LASTS, referral=one, step=step)
        elif link.answer is not None or not link.is_valid or not link.secret:
            raise Refusal(_("You asked %s about this step. Ask once more after the next.") % one.prospect.first_name)
        if by_mail:
            signals.experience_asked.send(sender=cls, link=link, to=prospect_address(one, by))
        return link

    @classmethod
    def opened_by(cls, secret: str) -> "ExperienceLink | None":
        """The link with this secret, as long as what it asks about stands."""
        link: ExperienceLink | None = cls.objects.all().bearing(secret)
        if link is None:
            return None
        one = link.referral
        stands = one.deleted_at is None and not one.is_name and link.step.deleted_at is None
        return link if stands and one.provider.user_id == link.owner_id else None


def asked_about(one: Referral) -> Step | None:
    """The step about which the prospect can say something: the latest in which the two met."""
    step: Step | None = (
        one.steps.filter(deleted_at=None, number=one.steps_many, party__role=Role.PROVIDER)
        .exclude(kind=Step.Kind.CHANGED)
        .last()
    )
    return step if step is not None and step.state == one.state and one.state in rules.EXPERIENCED else None


def prospect_address(one: Referral, by: User) -> str:
    """Where the prospect is written to: what the referral says, else what I have in my book."""
    return one.prospect.mail or address_of(one, by, Role.PROSPECT)


def _refuse_asking(one: Referral, by: User, step: Step | None) -> None:
    if one.provider.user_id != by.pk:
        raise Refusal(_("Only %s, who does the work, asks how it went.") % one.provider.called)
    if one.wants_no_contact:
        raise Refusal(_("%s asked not to be contacted.") % one.prospect.called)
    if step is None:
        raise Refusal(_("Ask %s once you have spoken.") % one.prospect.first_name)


def _refuse_often(one: Referral, by: User) -> None:
    """One person is asked by one provider once a week at most, under whichever referral."""
    lately = ExperienceLink.objects.visible_to(by).filter(created_at__gt=timezone.now() - rules.A_WEEK)
    mail = one.prospect.mail
    same = models.Q(referral=one)
    if mail:
        same |= models.Q(referral__parties__role=Role.PROSPECT, referral__parties__mail__iexact=mail)
    if lately.filter(same).exists():
        raise Refusal(_("You asked %s within a week. Give it a few days.") % one.prospect.first_name)


def leave_alone(link: ExperienceLink) -> None:
    """The prospect asks not to be contacted: by nobody of this referral, and by no letter of the provider's."""
    one = link.referral
    one.leave_alone(noted_by=link.owner)
    if address := prospect_address(one, link.owner):
        MailStop.stop(StopToken(link.owner, digest_of(address)))


class ExperienceQuerySet(models.QuerySet["Experience"]):
    """Sets of answers."""

    def visible_to(self, user: User) -> Self:
        """What prospects told me, the provider."""
        return self.filter(referral__in=Referral.objects.given_to(user), step__deleted_at=None)

    def told(self) -> Self:
        """Those of which the prospect said that the referrer may know how it went."""
        return self.filter(may_tell=True, referral__is_confidential=False, step__deleted_at=None)


class Experience(Identified):
    """How one step went, as the prospect says."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="experiences")
    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="experiences")
    rating = models.CharField(max_length=8, choices=Rating)
    line = models.CharField(_("a line"), max_length=300, blank=True)
    may_tell = models.BooleanField(_("the referrer may know how it went"), default=False)

    objects = ExperienceQuerySet.as_manager()

    class Meta:
        verbose_name = _("experience")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["referral", "step"], name="experience_once")]

    def __str__(self) -> str:
        return self.get_rating_display()

    @property
    def went_well(self) -> bool:
        """All that a referrer hears of it: it went well, or not yet."""
        return self.rating == Rating.WELL

    @classmethod
    @transaction.atomic
    def say(
        cls, *, link: ExperienceLink, rating: str, line: str = "", may_tell: bool = False, uid: uuid.UUID | None = None
    ) -> "Experience":
        """Answer, once for each step: a second answer is refused, and the first stands."""
        one: Referral = Referral.objects.select_for_update(of=("self",)).get(pk=link.referral_id)
        if link.answer is not None:
            raise Refusal(_("This was answered already. What was said stands."))
        said = cls(
            referral=one, step=link.step, rating=rating, line=" ".join(line.split())[:300],
            may_tell=may_tell and not one.is_confidential, uid=uid or uuid7(),
        )  # fmt: skip
        said.save(force_insert=True)
        signals.experienced.send(sender=Referral, referral=one)
        return said

    def lets_undo(self, before: dict[str, Any] | None, *, by: User) -> bool:
        """What a prospect said stays said."""
        return False
