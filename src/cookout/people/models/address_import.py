"""Address books coming in: one run of one or several files, with what was read of them row by row."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Identified, User, WorkRow
from cookout.people.models.origin import Origin
from cookout.people.models.person import Person


class AddressImportQuerySet(models.QuerySet["AddressImport"]):
    """Sets of imports."""

    def visible_to(self, user: User) -> "AddressImportQuerySet":
        """Only one's own."""
        return self.filter(keeper=user)


class AddressImport(Identified, WorkRow):
    """One run: preview, apply in stages, undo as a whole."""

    class Stage(models.TextChoices):
        """Where the run stands for the person in front of the screen."""

        UPLOADED = "uploaded", _("waiting to be read")
        READING = "reading", _("being read")
        PREVIEW = "preview", _("ready to look at")
        APPLYING = "applying", _("being brought in")
        APPLIED = "applied", _("in your book")
        UNDOING = "undoing", _("being taken back")
        UNDONE = "undone", _("taken back")

    keeper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="address_imports")
    origin = models.OneToOneField(
        Origin,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="address_import",
        editable=False,
    )
    stage = models.CharField(max_length=8, choices=Stage, default=Stage.UPLOADED)
    progress = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    kept_since_edited = models.PositiveIntegerField(default=0)

    objects = AddressImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("address book import")
        constraints = [models.UniqueConstraint(fields=["keeper", "uid"], name="import_uid_unique")]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M} {self.stage}"


class ImportFile(models.Model):
    """One file of a run and what its rows came to."""

    run = models.ForeignKey(AddressImport, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField(default=0)
    upload = models.FileField(upload_to="imports/%Y/%m", blank=True)
    format = models.CharField(max_length=40, blank=True)
    refusal = models.TextField(blank=True)
    new = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    merge = models.PositiveIntegerField(default=0)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("imported file")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class ImportRow(models.Model):
    """One card or line of a file: what it is, whom it belongs to, what it would add."""

    class Outcome(models.TextChoices):
        """What bringing this row in means."""

        NEW = "new", _("new")
        SAME = "same", _("nothing to add")
        MERGE = "merge", _("adds to someone you have")
        UNREADABLE = "unreadable", _("could not be read")

    file = models.ForeignKey(ImportFile, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    name = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    data = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("imported row")
        indexes = [models.Index(fields=["file", "outcome", "id"], name="import_row_outcome")]

    def __str__(self) -> str:
        return f"{self.line}: {self.outcome}"
