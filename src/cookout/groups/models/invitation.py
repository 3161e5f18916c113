"""Invitations: the only way to an account besides being the first host."""

import datetime as dt
import secrets

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Identified, User, digest, record
from cookout.core.refusal import Refusal
from cookout.groups.models.belonging import Group, Membership
from cookout.groups.signals import invited
from cookout.people.models import Classification

GOOD_FOR = dt.timedelta(days=21)
MOST_A_DAY = 100


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Sets of invitations."""

    def visible_to(self, user: User) -> "InvitationQuerySet":
        """Those one sent, and those into groups one leads."""
        return self.filter(models.Q(by=user) | models.Q(group__in=Group.objects.led_by(user).values("pk")))

    def open(self) -> "InvitationQuerySet":
        """Neither accepted nor withdrawn nor past their day; the place kept for them, if any, was not taken back."""
        still = self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())
        return still.filter(membership__deleted_at=None)

    def bearing(self, secret: str) -> "Invitation | None":
        """Find the open invitation with this secret."""
        return self.open().select_related("group", "membership").filter(digest=digest(secret)).first()


class Invitation(Identified):
    """One letter that opens the door for one person."""

    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.CASCADE, related_name="invitations")
    membership = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="invitations"
    )
    classification = models.ForeignKey(
        Classification, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations_sent")
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("email"))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(_("until"))
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")

    def __str__(self) -> str:
        return self.email

    @staticmethod
    def link(secret: str, *, base: str) -> str:
        """The address that opens the door."""
        return f"{base}/invitations/{secret}/"

    @classmethod
    @transaction.atomic
    def send(
        cls,
        *,
        by: User,
        email: str,
        base: str,
        name: str = "",
        group: Group | None = None,
        membership: Membership | None = None,
        classification: Classification | None = None,
    ) -> tuple["Invitation", str]:
        """Invite someone; the letter goes out with the link below `base`, whose secret is not kept."""
        cls._refuse_flood(by)
        if group is not None:
            group.refuse_taken_seat(classification, besides=membership)
        secret = secrets.token_urlsafe(24)
        invitation = cls(
            by=by,
            email=email.lower(),
            name=name.strip(),
            group=group,
            membership=membership,
            classification=classification,
            digest=digest(secret),
            expires_at=timezone.now() + GOOD_FOR,
        )
        invitation.save()
        record(by=by, verb="invitation.send", about=email)
        invited.send(sender=cls, invitation=invitation, link=cls.link(secret, base=base))
        return invitation, secret

    @classmethod
    def _refuse_flood(cls, by: User) -> None:
        """Each is a letter to whom one likes: a day has its limit, except for hosts, whose mail server it is."""
        day_ago = timezone.now() - dt.timedelta(days=1)
        if not by.is_host and cls.objects.filter(by=by, created_at__gt=day_ago).count() >= MOST_A_DAY:
            raise Refusal(_("You have invited %s people within a day. Go on tomorrow.") % MOST_A_DAY)

    @transaction.atomic
    def accept(self, *, by: User) -> Membership | None:
        """The new account takes its place in the group. Accepting twice is accepting once."""
        still = type(self).objects.open().filter(pk=self.pk)
        taken = still.update(accepted_at=timezone.now(), accepted_by=by)
        self.refresh_from_db()
        if not taken and self.accepted_by_id != by.pk:
            raise Refusal(_("This invitation has been used already. Ask for another."))
        if self.group is None:
            return None
        known = self.group.memberships.current().filter(user=by).first()
        if known is not None:
            return known
        if self.membership is not None and self.membership.user is None and self.membership.is_current():
            return self.membership.claim(by=by)
        # The seat may have been taken since; the new member comes in without one, and a leader finds another.
        seat = None if self.group.seat_of(self.classification) else self.classification
        return self.group.admit(by=by, name=by.name, user=by, classification=seat)

    @transaction.atomic
    def withdraw(self, *, by: User) -> None:
        """Take the invitation back; the link opens nothing any more."""
        if self.withdrawn_at is None and self.accepted_at is None:
            self.withdrawn_at = timezone.now()
            self.save(update_fields=["withdrawn_at"])
            record(by=by, verb="invitation.withdraw", about=self.email)
