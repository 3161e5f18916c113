"""Leaving the house: a closed account sleeps for thirty days, in which a sign-in wakes it; then it is erased."""

import datetime as dt

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.models.activity import Act, record
from cookout.core.models.user import User
from cookout.core.refusal import Refusal
from cookout.core.signals import account_closing

SLEEPS = dt.timedelta(days=30)


class ClosingQuerySet(models.QuerySet["Closing"]):
    """Sets of closings."""

    def due(self) -> "ClosingQuerySet":
        """Those whose thirty days are over."""
        return self.filter(at__lt=timezone.now() - SLEEPS)


class Closing(models.Model):
    """That an account was closed by its owner, and the act by which it can be opened again."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="closing")
    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = ClosingQuerySet.as_manager()

    class Meta:
        verbose_name = _("closing of an account")

    def __str__(self) -> str:
        return f"{self.user} {self.at:%Y-%m-%d}"

    @classmethod
    @transaction.atomic
    def begin(cls, *, by: User) -> "Closing":
        """Close my account. Nobody can use it from now on; its places in the house are left in the same act."""
        if by.is_host and not User.objects.filter(is_host=True, is_active=True).exclude(pk=by.pk).exists():
            others = User.objects.filter(is_active=True).exclude(pk=by.pk)
            if others.exists():
                raise Refusal(_("You are the only host here. Make somebody else a host first, in Settings, House."))
        known = cls.objects.filter(user=by).first()
        if known is not None:
            return known
        act = record(by=by, verb="account.close", about=by.name)
        account_closing.send(sender=User, user=by, act=act)
        act.update(by, is_active=False)
        return cls.objects.create(user=by, act=act)

    @transaction.atomic
    def take_back(self) -> None:
        """Open the account again, with its places in the house as far as they are free."""
        self.act.undo(by=self.user)
        self.user.refresh_from_db()
        self.delete()

    @property
    def erased_on(self) -> dt.date:
        """The day on which everything goes."""
        return timezone.localdate(self.at + SLEEPS)
