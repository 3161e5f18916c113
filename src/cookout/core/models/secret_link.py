"""Secret links: whoever holds the address may read what it opens; only a hash of it is stored."""

import datetime as dt
import hashlib
import hmac
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.models.activity import record
from cookout.core.models.base import Identified
from cookout.core.models.token import digest
from cookout.core.models.user import User


class SecretLinkQuerySet(models.QuerySet[Any]):
    """Sets of secret links."""

    def visible_to(self, user: User) -> Self:
        """Only one's own."""
        return self.filter(owner=user)

    def valid(self) -> Self:
        """Neither revoked nor past their day, of an account that may sign in."""
        unended = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
        return self.filter(unended, revoked_at=None, owner__is_active=True)

    def bearing(self, secret: str) -> Any:
        """The valid link with this secret, or None."""
        return self.valid().select_related("owner").filter(digest=digest(secret)).first()


class SecretLink(Identified):
    """An address that opens one thing to whoever holds it.

    The secret is computed from the house's key and the link's id, so that its owner can be shown the address and its
    QR code again, while the database alone gives nothing away. When the house's key changes, links that were handed
    out go on working; they only can no longer be shown.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="%(class)ss")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(_("until"), null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    opened = models.PositiveIntegerField(_("times opened"), default=0, editable=False)

    objects = SecretLinkQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def secret(self) -> str:
        """What the address ends with; empty where the house's key has changed since."""
        secret = self._derived()
        return secret if digest(secret) == self.digest else ""

    @property
    def is_valid(self) -> bool:
        """Whether it opens anything (twin of `SecretLinkQuerySet.valid`, without the account)."""
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > timezone.now())

    @classmethod
    @transaction.atomic
    def issue(cls, *, by: User, expires_at: dt.datetime | None = None, **values: Any) -> Self:
        """Make a link of one's own."""
        link = cls(owner=by, expires_at=expires_at, **values)
        link.digest = digest(link._derived())
        link.save()
        record(by=by, verb=f"{cls._meta.model_name}.issue", about=str(link))
        return link

    @transaction.atomic
    def revoke(self, *, by: User) -> None:
        """The address opens nothing any more. Revoking twice is revoking once."""
        if self.revoked_at is None:
            self.revoked_at = timezone.now()
            self.save(update_fields=["revoked_at"])
            record(by=by, verb=f"{self._meta.model_name}.revoke", about=str(self))

    def note_opening(self) -> None:
        """Count that somebody looked; who it was is not asked."""
        type(self)._default_manager.filter(pk=self.pk).update(opened=F("opened") + 1)

    def _derived(self) -> str:
        words = f"{self._meta.label_lower}:{self.uid}".encode()
        return hmac.new(settings.SECRET_KEY.encode(), words, hashlib.sha256).hexdigest()[:40]
