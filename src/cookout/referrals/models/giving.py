"""Gives beside takes: help, introductions, thanks; asking for referrals; what a client is owed and taught."""

import datetime as dt
import uuid
from typing import Any, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from cookout.core.ids import uuid7
from cookout.core.models import Act, User, one_act, record
from cookout.core.refusal import Refusal
from cookout.people.models import ProfileEntry
from cookout.referrals import rules
from cookout.referrals.models.kinds import Role
from cookout.referrals.models.referral import Referral
from cookout.ties.models import Promise, Tie, local_today
from cookout.ties.models.kept import Kept, refuse_to_come

ASK_WHOM, ASK_WHEN = ("good_referral.type", "customers.ideal"), "good_referral.trigger"
"""The entries of my profile that say for whom I ask, the first one first, and what makes it the moment."""

ASK_LETTERS = 160
"""A longer entry is no line to say."""


class FavorQuerySet(models.QuerySet["Favor"]):
    """Sets of favors."""

    def visible_to(self, user: User) -> Self:
        """Only one's own."""
        return self.filter(owner=user, deleted_at=None)


class Favor(Kept):
    """Something one did for the other."""

    class Kind(models.TextChoices):
        """What."""

        HELP = "help", _("help")
        INTRODUCTION = "introduction", _("introduction")
        THANKS = "thanks", _("thanks")

    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="favors")
    kind = models.CharField(_("what"), max_length=12, choices=Kind, default=Kind.HELP)
    by_me = models.BooleanField(_("I gave it"), default=True)
    text = models.CharField(_("in a line"), max_length=300)
    on = models.DateField(_("on"))

    objects = FavorQuerySet.as_manager()

    class Meta:
        verbose_name = _("favor")
        ordering = ["-on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="favor_uid_unique")]
        indexes = [models.Index(fields=["tie", "-on"], name="favor_by_tie")]

    def __str__(self) -> str:
        return self.text

    @classmethod
    @transaction.atomic
    def note(
        cls, *, by: User, tie: Tie, text: str, kind: str = Kind.HELP, by_me: bool = True, on: dt.date | None = None,
        uid: uuid.UUID | None = None,
    ) -> "Favor":  # fmt: skip
        """Note what one did for the other. The same `uid` again is the same favor."""
        by.wait_in_line()
        if known := cls.objects.filter(owner=by, uid=uid).first() if uid else None:
            return known
        day = on or local_today(by)
        refuse_to_come(day, by)
        tie = tie if tie.pk else Tie.objects.between(by, tie.person)  # another press may have begun it by now
        with one_act(by=by, verb="favor.note", about=tie.person.full_name):
            act = tie.begin(by, "favor.note")
            made = cls(owner=by, tie=tie, kind=kind, by_me=by_me, text=text.strip(), on=day, uid=uid or uuid7())
            act.create(made)
        return made

    def correct(self, *, by: User, **values: Any) -> Act:
        """Write it down differently; never on a day to come."""
        refuse_to_come(values.get("on", self.on), by)
        return super().correct(by=by, **values)


class AskQuerySet(models.QuerySet["Ask"]):
    """Sets of asks."""

    def visible_to(self, user: User) -> Self:
        """Only one's own."""
        return self.filter(owner=user, deleted_at=None)

    def waiting(self) -> Self:
        """Of which nothing came so far."""
        return self.filter(referral=None)


class Ask(Kept):
    """That I asked somebody for a referral, and what came of it."""

    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="asks")
    on = models.DateField(_("on"))
    text = models.CharField(_("for what"), max_length=300, blank=True)
    referral = models.ForeignKey(Referral, null=True, blank=True, on_delete=models.SET_NULL, related_name="asks")

    objects = AskQuerySet.as_manager()

    class Meta:
        verbose_name = _("ask")
        ordering = ["-on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="ask_uid_unique")]
        indexes = [models.Index(fields=["tie", "-on"], name="ask_by_tie")]

    def __str__(self) -> str:
        return self.text or str(self.on)

    @classmethod
    @transaction.atomic
    def note(
        cls, *, by: User, tie: Tie, text: str = "", on: dt.date | None = None, uid: uuid.UUID | None = None
    ) -> "Ask":
        """Note that I asked for a referral. The same `uid` again is the same ask."""
        by.wait_in_line()
        if known := cls.objects.filter(owner=by, uid=uid).first() if uid else None:
            return known
        day = on or local_today(by)
        refuse_to_come(day, by)
        tie = tie if tie.pk else Tie.objects.between(by, tie.person)  # another press may have begun it by now
        with one_act(by=by, verb="ask.note", about=tie.person.full_name):
            act = tie.begin(by, "ask.note")
            made = cls(owner=by, tie=tie, on=day, text=text.strip(), uid=uid or uuid7())
            act.create(made)
        return made

    def correct(self, *, by: User, **values: Any) -> Act:
        """Write it down differently; never on a day to come."""
        refuse_to_come(values.get("on", self.on), by)
        return super().correct(by=by, **values)

    @transaction.atomic
    def bring(self, *, by: User, referral: Referral) -> Act:
        """Say that this referral came of the ask: then it was asked for. Twice is once."""
        Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)  # before the ask refers to it
        theirs = Referral.objects.given_to(by).of(by, self.tie.person, Role.REFERRER)
        if not theirs.filter(pk=referral.pk).exists():
            raise Refusal(_("Only a referral that %s gave you can have come of it.") % self.tie.person.first_name)
        if referral.given_on < self.on:
            raise Refusal(_("That referral was given before you asked."))
        with one_act(by=by, verb="ask.bring", about=self.tie.person.full_name) as act:
            act.update(self, referral=referral)
            if not referral.was_asked:
                referral.change(by=by, was_asked=True)
        return act

    @classmethod
    def before(cls, user: User, referral: Referral) -> "Ask | None":
        """The ask of which a referral may have come: the latest before it, of which nothing came so far."""
        referrer = referral.person_for(user, Role.REFERRER)
        if referrer is None or referral.provider.user_id != user.pk:
            return None
        since = referral.given_on - dt.timedelta(days=rules.ASK_BEARS_DAYS)
        near = cls.objects.visible_to(user).waiting().filter(on__range=(since, referral.given_on))
        return near.filter(tie__person=referrer).select_related("tie__person").first()


def ask_draft(user: User, tie: Tie) -> str:
    """Words to ask with, in the user's own voice, to be edited.

    They name one kind of person, ask for somebody close to whom one asks, and give a reason to start (SCIENCE 1.5:
    a contact close to the target succeeds about six times as often; a bare name does nothing). A no is fine.
    """
    said: dict[str, str] = {"name": tie.person.first_name}
    asked = ProfileEntry.objects.of(user).filter(prompt__in=[*ASK_WHOM, ASK_WHEN])
    texts = {
        entry.prompt: entry.text.rstrip(" .?!") for entry in reversed(list(asked)) if len(entry.text) <= ASK_LETTERS
    }
    said["whom"] = next((texts[prompt] for prompt in ASK_WHOM if prompt in texts), "")
    said["when"] = texts.get(ASK_WHEN, "")
    parts = [_t("%(name)s, I look for one kind of person: %(whom)s.") if said["whom"] else _t("%(name)s,")]
    if said["whom"] and said["when"]:
        parts.append(_t("Often this has just happened: %(when)s."))
    parts.append(_t("Is there somebody like that among those whom you know well yourself?") if said["whom"]
                 else _t("is there somebody whom you know well yourself, and whom I could help next?"))  # fmt: skip
    parts.append(_t("If so, would you tell them why you thought of me, and that I will call once, for a short talk?"))
    parts.append(_t("If nobody comes to mind, that is fine."))
    return " ".join(part % said for part in parts)


class ReviewQuerySet(models.QuerySet["Review"]):
    """Sets of reviews."""

    def visible_to(self, user: User) -> Self:
        """Only one's own."""
        return self.filter(owner=user, deleted_at=None)


class Review(Kept):
    """A look together at how a client is served, every so many months; the next one is a promise."""

    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="reviews")
    text = models.CharField(_("what"), max_length=200)
    every_months = models.PositiveSmallIntegerField(_("every how many months"), default=12)
    promise = models.ForeignKey(Promise, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "uid"], name="review_uid_unique"),
            models.CheckConstraint(name="review_every_1_to_60", condition=Q(every_months__gte=1, every_months__lte=60)),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def next_on(self) -> dt.date | None:
        """When the next one is, if a date stands."""
        return self.promise.due_on if self.promise is not None and self.promise.is_open else None

    @classmethod
    @transaction.atomic
    def agree(
        cls, *, by: User, tie: Tie, text: str, every_months: int = 12, first_on: dt.date | None = None,
        uid: uuid.UUID | None = None,
    ) -> "Review":  # fmt: skip
        """Agree to look at something together every so many months. The same `uid` again is the same review."""
        by.wait_in_line()
        if known := cls.objects.filter(owner=by, uid=uid).first() if uid else None:
            return known
        _refuse_months(every_months)
        tie = tie if tie.pk else Tie.objects.between(by, tie.person)  # another press may have begun it by now
        with one_act(by=by, verb="review.agree", about=tie.person.full_name):
            act = tie.begin(by, "review.agree")
            made = cls(owner=by, tie=tie, text=text.strip()[:200], every_months=every_months, uid=uid or uuid7())
            act.create(made)
            made.plan(act, first_on or rules.months_on(local_today(by), every_months))
        return made

    @transaction.atomic
    def correct(self, *, by: User, **values: Any) -> Act:
        """Change what, how often, or the date that comes next (`next_on`)."""
        self._wait_in_line()
        _refuse_months(values.get("every_months", self.every_months))
        next_on = values.pop("next_on", self.next_on)
        with one_act(by=by, verb="review.correct", about=str(self)) as act:
            act.update(self, **values)
            if self.next_on is not None and self.promise is not None:
                act.update(self.promise, text=self.text, due_on=next_on or self.next_on)
            elif next_on is not None:
                self.plan(act, next_on)
        return act

    @transaction.atomic
    def remove(self, *, by: User) -> Act:
        """No more of them: the date that stands goes too."""
        self._wait_in_line()
        act = record(by=by, verb="review.remove", about=str(self))
        if self.deleted_at is None:
            act.remove(self)
            if self.next_on is not None and self.promise is not None:
                act.remove(self.promise)
        return act

    def plan(self, act: Act, on: dt.date) -> None:
        """Promise the next one, as part of an act."""
        number = len(self.dates())
        promise = Promise(owner=self.owner, tie=self.tie, text=self.text, due_on=on, made_on=local_today(self.owner),
                          uid=self._date_uid(number))  # fmt: skip
        act.create(promise)
        act.update(self, promise=promise)

    def dates(self) -> list[Promise]:
        """The promises that were dates of this review, also what was taken back, the first first."""
        uids = [self._date_uid(number) for number in range(rules.MOST_REVIEWS)]
        return list(Promise.objects.filter(owner=self.owner_id, tie=self.tie_id, uid__in=uids).order_by("pk"))

    def _wait_in_line(self) -> None:
        """Until another press is through: first the date, then the review, in which order keeping the date goes too."""
        if self.promise_id is not None:
            Promise.objects.select_for_update(of=("self",)).filter(pk=self.promise_id).first()
        self.refresh_from_db(from_queryset=Review.objects.select_for_update())

    def _date_uid(self, number: int) -> uuid.UUID:
        """A date is known as one of this review by its id, so that two presses at once make one."""
        return uuid.uuid5(self.uid, f"date {number}")


def _refuse_months(every_months: int) -> None:
    if every_months not in range(1, 61):
        raise Refusal(_("A review comes round every 1 to 60 months."))
