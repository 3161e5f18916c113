"""What an import is made of: the run, its files, and what was read of them row by row."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Identified, WorkRow
from cookout.people.models.detail import Detail
from cookout.people.models.origin import Origin
from cookout.people.models.person import Person


class Stage(models.TextChoices):
    """Where a run stands for the person in front of the screen."""

    UPLOADED = "uploaded", _("waiting to be read")
    READING = "reading", _("being read")
    ASKING = "asking", _("waiting for a word on its columns")
    PREVIEW = "preview", _("ready to look at")
    APPLYING = "applying", _("being brought in")
    APPLIED = "applied", _("in your book")
    UNDOING = "undoing", _("being taken back")
    UNDONE = "undone", _("taken back")
    STOPPED = "stopped", _("stopped, nothing was brought in")


class ImportRun(Identified, WorkRow):
    """One run: the columns and the progress; the verbs are those of `AddressImport`."""

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
    is_watched = models.BooleanField(default=False, editable=False)
    """A command does the work itself: when it dies, nobody takes the run up, it is taken back."""
    progress = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    cursor = models.BigIntegerField(default=0, editable=False)
    """The last row that was brought in: written with its batch, so that no row is brought in twice."""
    words_cursor = models.BigIntegerField(default=0, editable=False)
    """The last row whose search words are written: they follow some thousand people later."""
    book_mark = models.CharField(max_length=80, blank=True, editable=False)
    """What the book was like when the rows were judged."""
    book_changed = models.BooleanField(default=False, editable=False)
    """Judging again came to something else than the person had seen."""
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    kept_since_edited = models.PositiveIntegerField(default=0)

    on_progress: "Callable[[ImportRun], None] | None" = None
    """Told after every batch; the command draws its bar by it."""

    class Meta:
        abstract = True

    def advance(self, progress: int, **values: Any) -> None:
        """Note how far the work is, and that the worker lives. Part of the batch's transaction."""
        self.note(progress=progress, **values)
        self.keep_lease()

    def note(self, **values: Any) -> None:
        """Write these columns and no others."""
        for name, value in values.items():
            setattr(self, name, value)
        type(self)._default_manager.filter(pk=self.pk).update(**values)

    def tell(self) -> None:
        """Let whoever watches know."""
        if self.on_progress is not None:
            self.on_progress(self)

    @property
    def hidden_under(self) -> int:
        """The key of the origin; 0 where nothing has been written yet, which is no origin's key."""
        return self.origin_id or 0

    def rows(self) -> "models.QuerySet[ImportRow]":
        """All rows of all files, in the order in which they were read."""
        return ImportRow.objects.filter(file__run_id=self.pk).order_by("pk")

    def asked_about(self, position: int) -> "ImportFile | None":
        """The file in this place, if its owner says what its columns mean."""
        return next((file for file in self.in_files() if file.position == position and file.asked), None)

    def in_files(self) -> "list[ImportFile]":
        """The files in the order in which they were given."""
        return list(ImportFile.objects.filter(run_id=self.pk))


class ImportFile(models.Model):
    """One file of a run and what its rows came to."""

    run = models.ForeignKey("people.AddressImport", on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField(default=0)
    upload = models.FileField(upload_to="imports", max_length=200, blank=True)
    format = models.CharField(max_length=40, blank=True)
    refusal = models.TextField(blank=True)
    new = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    merge = models.PositiveIntegerField(default=0)
    unreadable = models.PositiveIntegerField(default=0)
    position = models.PositiveSmallIntegerField(default=0)
    asked = models.JSONField(default=dict, blank=True, editable=False)
    """The columns of a table of which its owner says what they mean, until the run is brought in or forgotten."""
    columns = models.JSONField(default=dict, blank=True, editable=False)
    """What they mean, by title."""
    sheet = models.CharField(max_length=100, blank=True)

    class Meta:
        verbose_name = _("imported file")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_asking(self) -> bool:
        """Whether its owner has yet to say what its columns mean."""
        return bool(self.asked) and not self.columns

    def sheet_of(self, name: str) -> dict[str, Any]:
        """The sheet of this name as it is asked about; else the first."""
        sheets: list[dict[str, Any]] = self.asked["sheets"]
        return next((one for one in sheets if one["sheet"] == name), sheets[0])

    def plain(self) -> dict[str, Any]:
        """What programs read of it; a file that was refused as a whole, or asks, says why at line 0."""
        unreadable = self.rows.filter(outcome=ImportRow.Outcome.UNREADABLE).order_by("pk")
        reasons = [{"line": line, "reason": reason} for line, reason in unreadable.values_list("line", "reason")]
        if whole := self.refusal or (self.asked["said"] if self.is_asking else ""):
            reasons = [{"line": 0, "reason": whole}]
        return {
            "file": self.name,
            "format": self.format,
            "new": self.new,
            "same": self.same,
            "merge": self.merge,
            "unreadable": reasons,
        }


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
    person_uid = models.UUIDField(null=True, blank=True, editable=False)
    """The id that someone new gets, and by which later rows of the same run add to them."""
    data = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("imported row")
        indexes = [models.Index(fields=["file", "outcome", "id"], name="import_row_outcome")]

    def __str__(self) -> str:
        return f"{self.line}: {self.outcome}"

    @property
    def adds(self) -> list[str]:
        """What it adds to someone who is there, kind by kind, in words."""
        values, labels = self.data.get("v", ()), dict(Detail.Kind.choices)
        kinds = dict.fromkeys(values[index][0] for index in self.data.get("a", ()))
        words = [str(labels.get(kind, labels[Detail.Kind.OTHER])) for kind in kinds]
        words += [str(_("another name"))] if self.data.get("an") else []
        return words + ([str(_("photo"))] if self.data.get("ap") else [])

    @property
    def says(self) -> str:
        """One line under the name: the first organisation, mail or phone on the card."""
        values = self.data.get("v", ())
        first = {kind: text for kind, text, *_rest in reversed(values)}
        return ", ".join(first[kind] for kind in ("organisation", "email", "phone") if kind in first)
