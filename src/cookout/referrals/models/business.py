"""What comes of a referral: business closed, words of praise."""

import datetime as dt
import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from cookout.core import money
from cookout.core.amounts import amount_in
from cookout.core.ids import uuid7
from cookout.core.models import Act, Deletable, Identified, User, one_act, record
from cookout.core.refusal import Refusal
from cookout.referrals.models.kinds import Role, State
from cookout.referrals.models.referral import Referral
from cookout.ties.models import Tie, local_today
from cookout.ties.models.kept import Kept, refuse_to_come


class ClosedBusinessQuerySet(models.QuerySet["ClosedBusiness"]):
    """Sets of closed business."""

    def visible_to(self, user: User) -> Self:
        """Only whose record it is; the referrer reads a band, and that where it is shared."""
        return self.filter(owner=user, deleted_at=None, referral__in=Referral.objects.visible_to(user))

    def shown_to(self, user: User) -> Self:
        """Visible, with the three parties, the latest first."""
        latest = self.visible_to(user).order_by("-on", "-pk")
        return latest.select_related("referral").prefetch_related("referral__parties")


class ClosedBusiness(Identified, Deletable):
    """The money that came of a referral; the provider's own, unless a band is shared."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="closed_business")
    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="closed_business")
    amount = models.BigIntegerField(_("amount"), help_text=_("In the smallest unit of the currency."))
    currency = models.CharField(_("currency"), max_length=3)
    is_repeat = models.BooleanField(_("repeat business"), default=False)
    shares_band = models.BooleanField(_("the referrer may know about how much"), default=False)
    on = models.DateField(_("on"))
    note = models.CharField(_("for what"), max_length=200, blank=True)

    objects = ClosedBusinessQuerySet.as_manager()

    class Meta:
        verbose_name = _("closed business")
        verbose_name_plural = _("closed business")
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "uid"], name="closed_business_uid_unique"),
            models.CheckConstraint(name="closed_business_is_more_than_nothing", condition=Q(amount__gt=0)),
        ]
        indexes = [
            models.Index(fields=["owner", "on"], name="closed_business_by_owner"),
            models.Index(fields=["on"], name="closed_business_by_day"),
        ]

    def __str__(self) -> str:
        return self.note or str(self.on)

    @property
    def paid(self) -> money.Money:
        """Amount and currency in one."""
        return money.Money(self.amount, self.currency)

    @property
    def band(self) -> str:
        """About how much, in words."""
        return band_of(self.paid)

    @classmethod
    @transaction.atomic
    def close(
        cls, *, by: User, referral: Referral, amount: int, currency: str, on: dt.date | None = None,
        is_repeat: bool | None = None, shares_band: bool = False, note: str = "", uid: uuid.UUID | None = None,
    ) -> "ClosedBusiness":  # fmt: skip
        """Note what a won referral brought; a second time it is repeat business. The same `uid` again is the same."""
        by.wait_in_line()
        if known := cls._known(by, referral, uid):
            return known
        one: Referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
        sum_of_money, day = amount_in(amount, currency), on or local_today(by)
        _refuse_open(one, by)
        _refuse_day(one, by, day)
        before = cls.objects.visible_to(by).filter(referral=one)
        act = record(by=by, verb="closed_business.close", about=str(one))
        made = cls(
            owner=by, referral=one, amount=sum_of_money.amount, currency=sum_of_money.currency, on=day,
            is_repeat=before.exists() if is_repeat is None else is_repeat, shares_band=shares_band,
            note=note.strip()[:200], uid=uid or uuid7(),
        )  # fmt: skip
        act.create(made)
        return made

    @transaction.atomic
    def correct(self, *, by: User, **values: Any) -> Act:
        """Write it down differently."""
        sum_of_money = amount_in(values.get("amount", self.amount), values.get("currency", self.currency))
        _refuse_day(self.referral, by, values.get("on", self.on))
        act = record(by=by, verb="closed_business.correct", about=str(self.referral))
        act.update(self, **{**values, "amount": sum_of_money.amount, "currency": sum_of_money.currency})
        return act

    @transaction.atomic
    def remove(self, *, by: User) -> Act:
        """Take it away; undo within thirty days. Twice is once."""
        act = record(by=by, verb="closed_business.remove", about=str(self.referral))
        if self.deleted_at is None:
            act.remove(self)
        return act

    def lets_undo(self, before: dict[str, Any] | None, *, by: User) -> bool:
        """What was taken away comes back only onto a referral that is won by then."""
        return self.deleted_at is None or self.referral.state == State.WON

    @classmethod
    def _known(cls, by: User, referral: Referral, uid: uuid.UUID | None) -> "ClosedBusiness | None":
        known = cls.objects.filter(owner=by, uid=uid).first() if uid else None
        if known is not None and known.referral_id != referral.pk:
            raise Refusal(_("This id stands for business of another referral. Use a new one."))
        return known


def band_of(sum_of_money: money.Money) -> str:
    """About how much, in words: never more than between which steps it lies."""
    lower, upper = money.band(sum_of_money)
    said = {"lower": f"{lower:,}", "upper": f"{upper:,}", "currency": sum_of_money.currency}
    if not lower:
        return _t("less than %(upper)s %(currency)s") % said
    return _t("between %(lower)s and %(upper)s %(currency)s") % said


def bands_for(referrer: User, one: Referral) -> list[str]:
    """What the referrer reads of the money: nothing, or bands where the provider shares them and may tell more."""
    if not one.may_tell_more or one.referrer.user_id != referrer.pk or one.keeps_record(referrer):
        return []
    return shared_bands(one)


def shared_bands(one: Referral) -> list[str]:
    """The bands that the provider shares with the referrer of this one, with or without account."""
    if not one.may_tell_more:
        return []
    rows = ClosedBusiness.objects.filter(referral=one, deleted_at=None, shares_band=True, owner=one.provider.user_id)
    return [row.band for row in rows]


def last_currency(user: User) -> str:
    """The one in which this user noted business last."""
    last = ClosedBusiness.objects.filter(owner=user).order_by("-pk").first()
    return last.currency if last else ""


def thanks_draft(one: Referral, user: User) -> str:
    """Words of thanks to the referrer, in the user's own voice, to be edited; no amount, and only what may be told."""
    said = {"name": one.referrer.first_name, "prospect": one.prospect.first_name, "me": user.name.split()[0]}
    if one.prospect.name == one.referrer.name:
        return _t("%(name)s, thank you for your trust. I am glad that we work together.\n\n%(me)s") % said
    if one.may_tell_more:
        return (
            _t(
                "%(name)s, thank you for %(prospect)s. We work together now, and it began with you."
                " You put your good name in for me, and I do not forget that.\n\n%(me)s"
            )
            % said
        )
    return _t("%(name)s, thank you for putting your good name in for me. It came to something good.\n\n%(me)s") % said


def _refuse_open(one: Referral, by: User) -> None:
    if not one.keeps_record(by):
        raise Refusal(_("%s notes what came of it.") % one.provider.called)
    if one.state != State.WON:
        raise Refusal(_("Business comes of a referral that was won. Say first that it was."))


def _refuse_day(one: Referral, by: User, on: dt.date) -> None:
    refuse_to_come(on, by)
    if on < one.given_on:
        raise Refusal(_("This day lies before the referral was given."))


class TestimonialQuerySet(models.QuerySet["Testimonial"]):
    """Sets of testimonials."""

    def visible_to(self, user: User) -> Self:
        """Only one's own."""
        return self.filter(owner=user, deleted_at=None)


class Testimonial(Kept):
    """Words of praise, given or received."""

    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="testimonials")
    referral = models.ForeignKey(
        Referral, null=True, blank=True, on_delete=models.SET_NULL, related_name="testimonials"
    )
    by_me = models.BooleanField(_("I praised them"), default=False)
    text = models.TextField(_("words"))
    may_show = models.BooleanField(_("may be shown to others"), default=False)
    on = models.DateField(_("on"))

    objects = TestimonialQuerySet.as_manager()

    class Meta:
        verbose_name = _("testimonial")
        ordering = ["-on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="testimonial_uid_unique")]

    def __str__(self) -> str:
        return self.text

    @classmethod
    @transaction.atomic
    def keep(
        cls, *, by: User, tie: Tie, text: str, by_me: bool = False, may_show: bool = False,
        on: dt.date | None = None, referral: Referral | None = None, uid: uuid.UUID | None = None,
    ) -> "Testimonial":  # fmt: skip
        """Keep words of praise. The same `uid` again is the same."""
        by.wait_in_line()
        if known := cls.objects.filter(owner=by, uid=uid).first() if uid else None:
            return known
        day = on or local_today(by)
        refuse_to_come(day, by)
        _refuse_unseen(referral, by)
        tie = tie if tie.pk else Tie.objects.between(by, tie.person)  # another press may have begun it by now
        with one_act(by=by, verb="testimonial.keep", about=tie.person.full_name):
            act = tie.begin(by, "testimonial.keep")
            made = cls(owner=by, tie=tie, referral=referral, by_me=by_me, text=text.strip(), may_show=may_show,
                       on=day, uid=uid or uuid7())  # fmt: skip
            act.create(made)
        return made

    def correct(self, *, by: User, **values: Any) -> Act:
        """Write it down differently; never on a day to come."""
        refuse_to_come(values.get("on", self.on), by)
        _refuse_unseen(values.get("referral"), by)
        return super().correct(by=by, **values)


def _refuse_unseen(referral: Referral | None, by: User) -> None:
    if referral is not None and not Referral.objects.visible_to(by).filter(pk=referral.pk).exists():
        raise Refusal(_("This referral is not among yours."))


def may_thank(one: Referral, user: User) -> bool:
    """Whether the provider can say thanks: won, and there is somebody besides the record's keeper to thank."""
    return one.state == State.WON and one.role_of(user) == Role.PROVIDER
