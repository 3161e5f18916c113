"""A private wish: not to be paired with somebody. Nobody else learns of it, neither who leads nor whom it is about."""

from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Act, Identified, User, record
from cookout.core.refusal import Refusal
from cookout.groups.models import Group, Membership
from cookout.groups.models.belonging import MembershipQuerySet


class DoNotPairQuerySet(models.QuerySet["DoNotPair"]):
    """Sets of wishes."""

    def visible_to(self, user: User) -> Self:
        """My own, and nobody else's."""
        return self.filter(owner=user)


class DoNotPair(Identified):
    """Whose wish, and about whom. It holds both ways in every plan, hat included."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="do_not_pairs")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")

    objects = DoNotPairQuerySet.as_manager()

    class Meta:
        verbose_name = _("do-not-pair wish")
        verbose_name_plural = _("do-not-pair wishes")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "uid"], name="do_not_pair_uid_unique"),
            models.UniqueConstraint(fields=["owner", "membership"], name="do_not_pair_once"),
        ]

    def __str__(self) -> str:
        return str(self.membership)

    def lets_undo(self, before: dict[str, Any] | None, *, by: User) -> bool:
        """By its owner."""
        return self.owner_id == by.pk

    @classmethod
    @transaction.atomic
    def wish(cls, *, by: User, membership: Membership) -> "DoNotPair":
        """Keep plans from pairing me with a fellow member. Wishing twice is wishing once; the diary names nobody."""
        by.wait_in_line()
        known = cls.objects.filter(owner=by, membership=membership).first()
        if known is not None:
            return known
        if not may_be_met(by).filter(pk=membership.pk).exists():
            raise Refusal(_("Choose somebody of your own groups."))
        wish = cls(owner=by, membership=membership)
        record(by=by, verb="do_not_pair.wish").create(wish)
        return wish

    @transaction.atomic
    def lift(self, *, by: User) -> Act:
        """Take the wish back. Lifting twice is lifting once."""
        act = record(by=by, verb="do_not_pair.lift")
        if (known := DoNotPair.objects.visible_to(by).filter(pk=self.pk).first()) is not None:
            act.remove(known)
        return act


def may_be_met(user: User) -> MembershipQuerySet:
    """The other members of the groups in which the user sits today: with whom a plan could pair her."""
    mine = Group.objects.of(user).values("pk")
    others = Membership.objects.current().filter(group__in=mine).exclude(user=user)
    return others.select_related("group", "classification")
