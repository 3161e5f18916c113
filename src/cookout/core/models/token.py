"""Keys for programs: what a script may do in its owner's name."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterable

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.models.activity import record
from cookout.core.models.base import Identified
from cookout.core.models.user import User

PREFIX = "cookout_"


def digest(secret: str) -> str:
    """What is stored of a secret link or token: never the secret itself."""
    return hashlib.sha256(secret.encode()).hexdigest()


class TokenQuerySet(models.QuerySet["Token"]):
    """Sets of tokens."""

    def visible_to(self, user: User) -> "TokenQuerySet":
        """Only one's own."""
        return self.filter(user=user)

    def valid(self) -> "TokenQuerySet":
        """Neither revoked nor past their day, of an account that may sign in."""
        now = timezone.now()
        return self.filter(revoked_at=None, user__is_active=True).exclude(expires_at__lte=now)

    def bearing(self, secret: str) -> "Token | None":
        """Find the valid token with this secret."""
        return self.valid().select_related("user").filter(digest=digest(secret)).first()


class Token(Identified):
    """A key for the API. Its secret is shown once; only a hash stays."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("what it is for"), max_length=80)
    scopes = models.JSONField(_("what it may do"), default=list)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(_("until"), null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        constraints = [models.UniqueConstraint(fields=["user", "uid"], name="token_uid_unique")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    @transaction.atomic
    def issue(
        cls, *, by: User, name: str, scopes: Iterable[str], expires_at: dt.datetime | None = None
    ) -> tuple["Token", str]:
        """Make a token and return it with its secret, which is not kept."""
        secret = PREFIX + secrets.token_urlsafe(32)
        token = cls(user=by, name=name, scopes=sorted(set(scopes)), digest=digest(secret), expires_at=expires_at)
        token.save()
        record(by=by, verb="token.issue", about=name)
        return token, secret

    @transaction.atomic
    def revoke(self, *, by: User) -> None:
        """End this token. Revoking twice is revoking once."""
        if self.revoked_at is None:
            self.revoked_at = timezone.now()
            self.save(update_fields=["revoked_at"])
            record(by=by, verb="token.revoke", about=self.name)

    def allows(self, scope: str) -> bool:
        """Say whether this token may do what the scope names; writing includes reading."""
        area, _sep, deed = scope.partition(":")
        return scope in self.scopes or (deed == "read" and f"{area}:write" in self.scopes)

    def note_use(self) -> None:
        """Remember the hour of use, at most once a minute so that reading stays cheap."""
        now = timezone.now()
        if self.used_at is None or now - self.used_at > dt.timedelta(minutes=1):
            Token.objects.filter(pk=self.pk).update(used_at=now)
