"""Details: what is known of a person, one value a row, as address books have it.

Rows rather than columns, because a person has several mails and phones, because an import that merges only *adds*
rows (so it can be flipped and undone at once), and because what has no home elsewhere must come out again.
"""

import datetime as dt
import hashlib
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cookout.people.formats import match_key
from cookout.people.models.origin import Origin


class DetailQuerySet(models.QuerySet["Detail"]):
    """Sets of details."""

    def applied(self) -> "DetailQuerySet":
        """Without those of imports that are being staged or were undone."""
        return self.filter(Q(origin=None) | Q(origin__state=Origin.State.APPLIED))


class Detail(models.Model):
    """One value of one person: a mail, a phone, an employer, a birthday, or something kept only to come out again."""

    goes_along = True
    """Nobody stays in a book for it alone."""

    class Kind(models.TextChoices):
        """What the value is."""

        EMAIL = "email", _("email")
        PHONE = "phone", _("phone")
        ADDRESS = "address", _("address")
        URL = "url", _("link")
        IM = "im", _("messenger")
        ORGANISATION = "organisation", _("organisation")
        TITLE = "title", _("job title")
        ROLE = "role", _("role")
        BIRTHDAY = "birthday", _("birthday")
        ANNIVERSARY = "anniversary", _("anniversary")
        NICKNAME = "nickname", _("nickname")
        NOTE = "note", _("note")
        RELATED = "related", _("related person")
        UID = "uid", _("id in another program")
        CATEGORY = "category", _("category")
        PHOTO = "photo", _("photo")
        OTHER = "other", _("also from your file")

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="details")
    kind = models.CharField(max_length=12, choices=Kind)
    label = models.CharField(_("label"), max_length=60, blank=True)
    value = models.TextField(_("value"))
    extra = models.JSONField(default=dict, blank=True)
    key = models.CharField(max_length=200, blank=True, editable=False)
    position = models.PositiveSmallIntegerField(default=0)
    origin = models.ForeignKey(
        Origin, null=True, blank=True, on_delete=models.CASCADE, related_name="details", editable=False
    )

    objects = DetailQuerySet.as_manager()

    FOLDED = (Kind.OTHER, Kind.UID, Kind.CATEGORY)
    """Kinds that nobody reads every day."""

    class Meta:
        verbose_name = _("detail")
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["kind", "key"], name="detail_by_key")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.value}"

    @classmethod
    def made(cls, person: Any, kind: str, value: str, **fields: Any) -> "Detail":
        """A detail with its matching key, not yet saved."""
        region = (person.keeper or person.account).region_code
        key = cls.key_of(kind, value, region=region)
        return cls(person=person, kind=kind, value=value.strip(), key=key, **fields)

    @staticmethod
    def key_of(kind: str, value: str, *, region: str = "US", name: str = "") -> str:
        """The normalised form by which two values are the same; numbers are read as those of the keeper's country.

        What has no home is the same only under the same `name`. A long value is told apart by its digest.
        """
        key = match_key(kind, value, region=region)
        if kind == Detail.Kind.OTHER and key:
            key = f"{name}: {key}"
        return (
            key if len(key) <= 200 else f"{key[:150]} {hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()[:40]}"
        )

    @property
    def is_file(self) -> bool:
        """A photo that came with a card: the value is the name of the file, the key the digest of what the card had."""
        return self.kind == self.Kind.PHOTO and bool(self.extra.get("file"))

    @property
    def number(self) -> str:
        """A phone number as a phone dials it, without spaces and words."""
        return "".join(sign for sign in self.value.split("x")[0] if sign.isdigit() or sign in "+*#")

    @property
    def is_mobile(self) -> bool:
        """Whether the label says that this number is in a pocket."""
        return any(word in self.label.lower() for word in ("cell", "mobile", "iphone"))

    @property
    def text_href(self) -> str:
        """The link that begins a text message."""
        return f"sms:{self.number}" if self.number else ""

    @property
    def in_words(self) -> str:
        """The value as it is read: a day without its year, or with it."""
        if self.kind not in {self.Kind.BIRTHDAY, self.Kind.ANNIVERSARY}:
            return self.value
        try:
            if self.value.startswith("--"):
                return date_format(dt.date.fromisoformat(f"2000-{self.value[2:]}"), "F j")
            return date_format(dt.date.fromisoformat(self.value), "F j, Y")
        except ValueError:
            return self.value

    @property
    def href(self) -> str:
        """The link that acts: call, write, open; nothing for the rest."""
        if self.kind == self.Kind.EMAIL:
            return f"mailto:{self.value}"
        if self.kind == self.Kind.PHONE:
            return f"tel:{self.number}" if self.number else ""
        if self.kind == self.Kind.URL and self.value.lower().startswith(("http://", "https://")):
            return self.value
        return ""
