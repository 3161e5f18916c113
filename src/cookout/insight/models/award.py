"""Recognition: who did most of something in a period, told by who leads."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Act, Identified, User, record
from cookout.core.refusal import Refusal
from cookout.groups.models import Group, Membership, Region
from cookout.insight.models.periods import spell
from cookout.insight.models.standings import Scope, winners


def leads(user: User, scope: Scope) -> bool:
    """Whether this user may give awards there: who leads the group; who directs the region, or hosts."""
    if isinstance(scope, Group):
        return scope.is_led_by(user)
    return user.is_host or Region.objects.directed_by(user).filter(pk=scope.pk).exists()


class AwardQuerySet(models.QuerySet["Award"]):
    """Sets of awards."""

    def visible_to(self, user: User) -> "AwardQuerySet":
        """Those of the groups and regions that one may see."""
        mine = Q(group__in=Group.objects.visible_to(user).values("pk"))
        return self.filter(mine | Q(region__in=Region.objects.visible_to(user).values("pk")))

    def standing(self) -> "AwardQuerySet":
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at=None)

    def of(self, scope: Scope) -> "AwardQuerySet":
        """Those of one group or region."""
        return self.filter(group=scope) if isinstance(scope, Group) else self.filter(region=scope)

    def within(self, start: dt.date, end: dt.date) -> "AwardQuerySet":
        """Those whose period ended in these days."""
        return self.filter(ends_on__range=(start, end))

    def with_holders(self) -> "AwardQuerySet":
        """With whoever got them."""
        return self.select_related("group", "region").prefetch_related("holders__membership__group")


class Award(Identified):
    """One recognition of a period, as it was given; ties share it."""

    class Kind(models.TextChoices):
        """For what."""

        ONE_TO_ONES = "one_to_ones", _("most 1-2-1s")
        GIVEN = "given", _("most referrals given")
        THANKED = "thanked", _("most thanked")

    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.CASCADE, related_name="awards")
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.CASCADE, related_name="awards")
    kind = models.CharField(max_length=12, choices=Kind)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    given_at = models.DateTimeField(_("given"))
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = _("award")
        ordering = ["-starts_on", "kind", "pk"]
        constraints = [
            models.CheckConstraint(name="award_dates", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="award_of_group_or_region",
                condition=Q(group__isnull=False, region=None) | Q(group=None, region__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["group", "kind", "starts_on", "ends_on"],
                condition=Q(withdrawn_at=None, region=None),
                name="award_of_group_once",
            ),
            models.UniqueConstraint(
                fields=["region", "kind", "starts_on", "ends_on"],
                condition=Q(withdrawn_at=None, group=None),
                name="award_of_region_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def lets_undo(self, before: object, *, by: User) -> bool:
        """Who no longer leads changes nothing here, not even back."""
        return leads(by, self.scope)

    @property
    def scope(self) -> Scope:
        """The group or the region."""
        found = self.group or self.region
        assert found is not None  # held by `award_of_group_or_region`
        return found

    @property
    def when(self) -> str:
        """Its time as people name it: a month, a quarter, or else from day to day."""
        return spell(self.starts_on, self.ends_on)

    @property
    def names(self) -> list[str]:
        """Who got it; whoever opted out since is not named any more, and an erased account has no name."""
        told = (holder.membership for holder in self.holders.all())
        return sorted(one.name for one in told if one.is_ranked and one.name)

    @property
    def count(self) -> int:
        """For how many; all who share it have as many."""
        return max((holder.count for holder in self.holders.all()), default=0)

    # Verbs

    @classmethod
    @transaction.atomic
    def give(
        cls, *, by: User, scope: Scope, kind: str, starts_on: dt.date, ends_on: dt.date
    ) -> "Award":  # fmt: skip
        """Recognize whoever did most in a period that is over; ties share it. Given twice is given once."""
        type(scope)._default_manager.select_for_update().get(pk=scope.pk)
        known = cls.objects.of(scope).standing().filter(kind=kind, starts_on=starts_on, ends_on=ends_on).first()
        if known is not None:
            return known
        if ends_on >= timezone.localdate():
            raise Refusal(_t("This period is not over. Give the award when it is: until then the places may change."))
        first = winners(scope, kind, starts_on, ends_on)
        if not first:
            raise Refusal(_t("Nobody can be named for this period: nothing that counts was done, or nobody is ranked."))
        where: Any = {"group" if isinstance(scope, Group) else "region": scope}
        award = cls(
            **where, kind=kind, starts_on=starts_on, ends_on=ends_on, given_at=timezone.now(),
            given_by=by,
        )  # fmt: skip
        act = record(by=by, verb="award.give", about=str(scope))
        act.create(award)
        for one in first:
            act.create(AwardHolder(award=award, membership=one.membership, count=one.count))
        return award

    @transaction.atomic
    def withdraw(self, *, by: User) -> Act:
        """Take it back; the row stays as a trace. Twice is once."""
        act = record(by=by, verb="award.withdraw", about=str(self.scope))
        if self.withdrawn_at is None:
            act.update(self, withdrawn_at=timezone.now())
        return act

    def as_data(self) -> dict[str, Any]:
        """For programs."""
        return {
            "uid": self.uid, "kind": self.kind, "scope": "group" if self.group_id else "region",
            "name": str(self.scope), "starts_on": self.starts_on, "ends_on": self.ends_on, "holders": self.names,
            "count": self.count, "given_at": self.given_at, "is_withdrawn": self.withdrawn_at is not None,
        }  # fmt: skip


class AwardHolder(Identified):
    """Who got it, and for how many; several where they tied."""

    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="holders")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="awards")
    count = models.PositiveIntegerField(_("how many"))

    class Meta:
        verbose_name = _("holder of an award")
        verbose_name_plural = _("holders of awards")
        constraints = [models.UniqueConstraint(fields=["award", "membership"], name="award_holder_once")]

    def __str__(self) -> str:
        return str(self.count)

    def lets_undo(self, before: object, *, by: User) -> bool:
        """As its award."""
        return self.award.lets_undo(before, by=by)


def awards_of(scope: Scope, start: dt.date, end: dt.date) -> list[Award]:
    """The awards of a group or region whose period ended in these days, with whoever got them."""
    return list(Award.objects.of(scope).standing().within(start, end).with_holders())
