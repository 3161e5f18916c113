"""Who signs in."""

from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.ids import uuid7


def validate_zone(name: str) -> None:
    """Refuse a time zone that the IANA database does not know."""
    if name not in available_timezones():
        raise ValidationError(
            _("“%(name)s” is not a time zone. Choose one such as America/New_York."), params={"name": name}
        )


class UserManager(BaseUserManager["User"]):
    """Makes accounts; the address is kept as typed but compared without case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account; without a password nobody can sign in with it until one is set."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a host account (the name Django's own tools expect)."""
        return self.create_user(email, password, is_host=True, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find an account by its address, whatever the case."""
        return self.get(email__iexact=username)


class Theme(models.TextChoices):
    """How the pages look."""

    SYSTEM = "", _("As the device says")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class User(AbstractBaseUser, PermissionsMixin):
    """An account of this house. What the person tells about herself is on her `Person`, not here."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    email = models.EmailField(_("email"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=150)
    zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[validate_zone])
    theme = models.CharField(_("look"), max_length=5, choices=Theme, default=Theme.SYSTEM, blank=True)
    region_code = models.CharField(
        _("country of phone numbers"),
        max_length=2,
        default="US",
        help_text=_("Two letters, used for numbers without a country code."),
    )
    morning_mail_at = models.TimeField(_("morning mail"), null=True, blank=True, help_text=_("Empty: no mail."))
    is_host = models.BooleanField(_("host of this house"), default=False)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("user")

    def __str__(self) -> str:
        return self.name or self.email

    def lets_undo(self, before: dict[str, Any] | None, *, by: "User") -> bool:
        """Who no longer hosts takes nobody's hosting back."""
        return by.is_host or "is_host" not in (before or {})

    @property
    def tzinfo(self) -> ZoneInfo:
        """The zone in which this user's days begin and end."""
        return ZoneInfo(self.zone)

    def wait_in_line(self) -> None:
        """Inside a verb's transaction: until another verb of this user is through, so that one id sent twice is one."""
        type(self).objects.select_for_update(no_key=True).values_list("pk").get(pk=self.pk)

    @property
    def first_name(self) -> str:
        """What a friend would call this user."""
        return self.name.split()[0] if self.name.strip() else self.email
