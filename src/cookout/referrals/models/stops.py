"""Who wants no more letters: asked for with one press, of one user, and kept as a hash."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cookout.core.models import User
from cookout.core.models.token import digest

SIGNER = signing.Signer(sep=".", salt="cookout.referrals.mail_stop")


def digest_of(address: str) -> str:
    """What is kept of an address: enough to know it again, not to write to it."""
    return digest(f"mail:{address.strip().casefold()}")


@dataclass(frozen=True, slots=True)
class StopToken:
    """What the way out of a letter holds: whose letters, and to which address. Nothing is stored until it is used."""

    owner: User
    digest: str

    @property
    def is_stopped(self) -> bool:
        """Whether letters are stopped."""
        return MailStop.objects.filter(owner=self.owner, digest=self.digest).exists()

    @classmethod
    def path(cls, owner: User, address: str) -> str:
        """The address of the page that stops letters of this user to this address."""
        said = urlsafe_b64encode(owner.uid.bytes + bytes.fromhex(digest_of(address))).decode()
        return reverse("referrals:mail_stop", args=[SIGNER.sign(said)])

    @classmethod
    def read(cls, token: str) -> "StopToken | None":
        """What a token says, if this house has signed it; it works as long as the letter is kept."""
        try:
            said = urlsafe_b64decode(SIGNER.unsign(token))
        except signing.BadSignature:
            return None
        owner = User.objects.filter(uid=UUID(bytes=said[:16])).first()
        return cls(owner, said[16:].hex()) if owner is not None else None


class MailStopQuerySet(models.QuerySet["MailStop"]):
    """Sets of stops."""

    def against(self, owner: User, address: str) -> Self:
        """Whether letters of this user to this address are stopped."""
        return self.filter(owner=owner, digest=digest_of(address))


class MailStop(models.Model):
    """Somebody wants no more letters from one user of this house; only a hash of the address is kept."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_stops")
    digest = models.CharField(max_length=64, editable=False)
    stopped_at = models.DateTimeField(auto_now_add=True)

    objects = MailStopQuerySet.as_manager()

    class Meta:
        verbose_name = _("stop of letters")
        constraints = [models.UniqueConstraint(fields=["owner", "digest"], name="mail_stop_once")]

    def __str__(self) -> str:
        return self.digest[:8]

    @classmethod
    @transaction.atomic
    def stop(cls, token: StopToken) -> "MailStop":
        """No letter of this user's goes there any more. Twice is once."""
        return cls.objects.get_or_create(owner=token.owner, digest=token.digest)[0]

    @classmethod
    @transaction.atomic
    def lift(cls, token: StopToken) -> None:
        """Whoever stopped them wants letters again."""
        cls.objects.filter(owner=token.owner, digest=token.digest).delete()

    def lets_undo(self, before: dict[str, Any] | None, *, by: User) -> bool:
        """Nobody takes back what somebody else has said."""
        return False
