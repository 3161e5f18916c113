"""The link to my record as a provider: for a client who hesitates, for a time, to be ended whenever I like."""

import datetime as dt

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from cookout.core.models import SecretLink, User
from cookout.core.refusal import Refusal

LASTS = (30, 90, 365)
"""For so many days a link may open; the one in the middle unless its owner says otherwise."""

MOST_LINKS = 50
"""Open at one time: more than anybody hands out knowingly."""


class RecordLink(SecretLink):
    """The address under which a hesitant client reads my record as a provider."""

    name = models.CharField(_("for whom"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("link to my record")
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="record_link_uid_unique")]

    def __str__(self) -> str:
        return self.name or str(_("My record"))

    @property
    def path(self) -> str:
        """The address below the house's own; empty where it can no longer be shown."""
        return reverse("referrals:record_card", args=[self.secret]) if self.secret else ""

    @classmethod
    @transaction.atomic
    def make(cls, *, by: User, name: str = "", days: int = LASTS[1]) -> "RecordLink":
        """Open my record to somebody; the name is for me alone, and the link ends by itself."""
        by.wait_in_line()
        if days not in LASTS:
            raise Refusal(_("A link to your record opens for 30, 90 or 365 days."))
        if cls.objects.visible_to(by).valid().count() >= MOST_LINKS:
            raise Refusal(_("%(n)s links are open. End one that nobody needs first.") % {"n": MOST_LINKS})
        return cls.issue(by=by, name=" ".join(name.split())[:80], expires_at=timezone.now() + dt.timedelta(days=days))

    def words(self, address: str) -> str:
        """A short text to send it with, to be edited."""
        first = self.name.split()[0] if self.name else ""
        line = _t("You wanted to know how I treat the people who are sent to me. This page counts it:")
        return f"{first}: {line} {address}" if first else f"{line} {address}"
