"""Invitations: the only way to an account besides being the first host."""

import datetime as dt
import secrets

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Identified, User, digest, record
from cookout.groups.models.belonging import Group, Membership
from cookout.groups.signals import invited
from cookout.people.models import Classification

GOOD_FOR = dt.timedelta(days=21)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Sets of invitations."""

    def visible_to(self, user: User) -> "InvitationQuerySet":
        """Those one sent, and those into groups one leads."""
        return self.filter(
            models.Q(by=user) | models.Q(group__in=[g.pk for g in Group.objects.visible_to(user) if g.is_led_by(user)])
        )

    def open(self) -> "InvitationQuerySet":
        """Neither accepted nor withdrawn nor past their day."""
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())

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

    @classmethod
    @transaction.atomic
    def send(
        cls,
        *,
        by: User,
        email: str,
        name: str = "",
        group: Group | None = None,
        membership: Membership | None = None,
        classification: Classification | None = None,
    ) -> tuple["Invitation", str]:
        """Invite someone; the letter goes out with the link, whose secret is not kept."""
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
        invited.send(sender=cls, invitation=invitation, secret=secret)
        return invitation, secret

    @transaction.atomic
    def accept(self, *, by: User) -> Membership | None:
        """The new account takes its place in the group. Accepting twice is accepting once."""
        if self.accepted_at is None:
            self.accepted_at, self.accepted_by = timezone.now(), by
            self.save(update_fields=["accepted_at", "accepted_by"])
            record(by=by, verb="invitation.accept", about=self.email)
        if self.membership is not None and self.membership.user is None:
            record(by=by, verb="membership.claim", about=self.membership.name).update(self.membership, user=by)
            return self.membership
        if self.group is None:
            return None
        return self.group.admit(by=by, name=by.name, user=by, classification=self.classification)

    @transaction.atomic
    def withdraw(self, *, by: User) -> None:
        """Take the invitation back; the link opens nothing any more."""
        if self.withdrawn_at is None and self.accepted_at is None:
            self.withdrawn_at = timezone.now()
            self.save(update_fields=["withdrawn_at"])
            record(by=by, verb="invitation.withdraw", about=self.email)
