"""Details: what is known of a person, one value a row, as address books have it.

Rows rather than columns, because a person has several mails and phones, because an import that merges only *adds*
rows (so it can be flipped and undone at once), and because what has no home elsewhere must come out again.
"""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cookout.people.formats import match_key
from cookout.people.models.origin import Origin

if TYPE_CHECKING:
    from cookout.people.models.person import Person


class DetailQuerySet(models.QuerySet["Detail"]):
    """Sets of details."""

    def applied(self) -> "DetailQuerySet":
        """Without those of imports that are being staged or were undone."""
        return self.filter(Q(origin=None) | Q(origin__state=Origin.State.APPLIED))


class Detail(models.Model):
    """One value of one person: a mail, a phone, an employer, a birthday, or something kept only to come out again."""

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

    class Meta:
        verbose_name = _("detail")
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["kind", "key"], name="detail_by_key")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.value}"

    @classmethod
    def made(cls, person: "Person", kind: str, value: str, **fields: Any) -> "Detail":
        """A detail with its matching key, not yet saved."""
        return cls(person=person, kind=kind, value=value.strip(), key=cls.key_of(kind, value), **fields)

    @staticmethod
    def key_of(kind: str, value: str) -> str:
        """The normalised form by which two values are the same."""
        return match_key(kind, value)[:200]

    @property
    def href(self) -> str:
        """The link that acts: call, write, open; nothing for the rest."""
        if self.kind == self.Kind.EMAIL:
            return f"mailto:{self.value}"
        if self.kind == self.Kind.PHONE:
            return f"tel:{self.key or self.value}"
        if self.kind == self.Kind.URL and self.value.lower().startswith(("http://", "https://")):
            return self.value
        return ""
