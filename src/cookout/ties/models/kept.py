"""What is kept on a tie: touches, promises, facts, notes, marks. All private to the owner."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Act, Deletable, Identified, User, record
from cookout.core.refusal import Refusal
from cookout.people.models import PROMPTS, Facet
from cookout.ties import signals


def local_today(user: User) -> dt.date:
    """The date where this user lives."""
    return timezone.now().astimezone(user.tzinfo).date()


def refuse_to_come(on: dt.date, by: User) -> None:
    """What is noted has happened."""
    if on > local_today(by):
        raise Refusal(_("This day has not come yet. Note it when it has happened."))


class Kept(Identified, Deletable):
    """Something the owner wrote down about a tie."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True

    @transaction.atomic
    def correct(self, *, by: User, **values: Any) -> Act:
        """Write it down differently."""
        act = record(by=by, verb=f"{self._meta.model_name}.correct", about=str(self))
        if act.update(self, **values):
            self.follow()
        return act

    @transaction.atomic
    def remove(self, *, by: User) -> Act:
        """Take it away; undo within thirty days."""
        act = record(by=by, verb=f"{self._meta.model_name}.remove", about=str(self))
        act.remove(self)
        self.follow()
        return act

    def follow(self) -> None:
        """Compute anew what is derived from it; only touches have such."""


class TouchQuerySet(models.QuerySet["Touch"]):
    """Sets of touches."""

    def visible_to(self, user: User) -> "TouchQuerySet":
        """Only one's own."""
        return self.filter(owner=user, deleted_at=None)

    def there(self) -> "TouchQuerySet":
        """Not deleted."""
        return self.filter(deleted_at=None)


class Touch(Kept):
    """Any contact with a person, whoever began it."""

    class Kind(models.TextChoices):
        """How we were in touch."""

        CALL = "call", _("call")
        TEXT = "text", _("text message")
        MAIL = "mail", _("mail")
        MEETING = "meeting", _("meeting")
        VIDEO = "video", _("video call")
        LETTER = "letter", _("letter or card")
        GIFT = "gift", _("gift")
        OTHER = "other", _("other contact")

    tie = models.ForeignKey("ties.Tie", on_delete=models.CASCADE, related_name="touches")
    kind = models.CharField(_("how"), max_length=8, choices=Kind, default=Kind.OTHER)
    on = models.DateField(_("on"))
    text = models.TextField(_("what about"), blank=True)
    by_me = models.BooleanField(_("I began it"), null=True, blank=True)

    objects = TouchQuerySet.as_manager()

    class Meta:
        verbose_name = _("touch")
        verbose_name_plural = _("touches")
        ordering = ["-on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="touch_uid_unique")]
        indexes = [
            models.Index(fields=["tie", "on"], name="touch_by_day"),
            models.Index(fields=["owner", "on"], name="touch_by_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"

    def correct(self, *, by: User, **values: Any) -> Act:
        """Write it down differently; never on a day to come."""
        refuse_to_come(values.get("on", self.on), by)
        return super().correct(by=by, **values)

    def follow(self) -> None:
        """A touch decides when the tie is due."""
        self.tie.refresh()


class PromiseQuerySet(models.QuerySet["Promise"]):
    """Sets of promises."""

    def visible_to(self, user: User) -> "PromiseQuerySet":
        """Only one's own."""
        return self.filter(owner=user, deleted_at=None)

    def shown_to(self, user: User) -> "PromiseQuerySet":
        """Visible, with whom it is for, soonest first."""
        return self.visible_to(user).select_related("tie__person")

    def open(self) -> "PromiseQuerySet":
        """Neither kept nor let go (twin of `Promise.is_open`)."""
        return self.filter(kept_at=None, let_go_at=None, deleted_at=None)

    def past(self) -> "PromiseQuerySet":
        """Kept or let go, the latest first."""
        done = self.exclude(kept_at=None, let_go_at=None)
        return done.order_by(Coalesce("kept_at", "let_go_at").desc(), "-pk")

    def due_by(self, day: dt.date) -> "PromiseQuerySet":
        """Open and due on that day or before."""
        return self.open().filter(due_on__lte=day)


class Promise(Kept):
    """Something I said I would do, for whom, by when."""

    tie = models.ForeignKey("ties.Tie", null=True, blank=True, on_delete=models.CASCADE, related_name="promises")
    text = models.CharField(_("what"), max_length=300)
    due_on = models.DateField(_("by"))
    made_on = models.DateField(_("said on"))
    kept_at = models.DateTimeField(null=True, blank=True, editable=False)
    let_go_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        verbose_name = _("promise")
        ordering = ["due_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="promise_uid_unique")]
        indexes = [models.Index(fields=["owner", "due_on"], name="promise_due", condition=Q(kept_at=None))]

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        """Neither kept nor let go (twin of `PromiseQuerySet.open`)."""
        return self.kept_at is None and self.let_go_at is None and self.deleted_at is None

    @transaction.atomic
    def keep(self, *, by: User) -> Act:
        """Done. Keeping twice is keeping once."""
        act = record(by=by, verb="promise.keep", about=self.text)
        if self.kept_at is None:
            act.update(self, kept_at=timezone.now())
            signals.promise_kept.send(sender=Promise, promise=self, by=by, act=act)
        return act

    @transaction.atomic
    def let_go(self, *, by: User) -> Act:
        """It will not be done, on purpose."""
        act = record(by=by, verb="promise.let_go", about=self.text)
        if self.is_open:
            act.update(self, let_go_at=timezone.now())
            signals.promise_let_go.send(sender=Promise, promise=self, by=by, act=act)
        return act

    @transaction.atomic
    def put_off(self, *, by: User, until: dt.date) -> Act:
        """Promise it for a later day."""
        act = record(by=by, verb="promise.put_off", about=self.text)
        act.update(self, due_on=until)
        return act


class FactQuerySet(models.QuerySet["Fact"]):
    """Sets of facts."""

    def visible_to(self, user: User) -> "FactQuerySet":
        """Only one's own."""
        return self.filter(owner=user, deleted_at=None)


class Fact(Kept):
    """Something I learned about a person: under which heading, from where, when."""

    tie = models.ForeignKey("ties.Tie", on_delete=models.CASCADE, related_name="facts")
    facet = models.CharField(_("heading"), max_length=20, choices=Facet)
    prompt = models.CharField(_("question of the dance card"), max_length=40, blank=True)
    text = models.TextField(_("what"))
    source = models.CharField(_("from where"), max_length=120, blank=True)
    learned_on = models.DateField(_("learned on"))

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = _("fact")
        ordering = ["facet", "-learned_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="fact_uid_unique")]

    def __str__(self) -> str:
        return self.text

    def correct(self, *, by: User, **values: Any) -> Act:
        """Write it down differently; under another heading it answers no question of this one."""
        prompt = PROMPTS.get(values.get("prompt", self.prompt))
        is_asked_here = prompt is not None and prompt.facet == values.get("facet", self.facet)
        return super().correct(by=by, **{**values, "prompt": prompt.key if prompt and is_asked_here else ""})


class NoteQuerySet(models.QuerySet["Note"]):
    """Sets of notes."""

    def visible_to(self, user: User) -> "NoteQuerySet":
        """Only one's own."""
        return self.filter(owner=user, deleted_at=None)


class Note(Kept):
    """A free note on a tie."""

    tie = models.ForeignKey("ties.Tie", on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(_("note"))
    on = models.DateField(_("on"))

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        ordering = ["-on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="note_uid_unique")]

    def __str__(self) -> str:
        return self.text[:60]


class Mark(Identified):
    """My own judgement of a tie on one day. The latest of a kind counts; the earlier ones tell the story."""

    class Kind(models.TextChoices):
        """What is judged."""

        KNOW = "know", _("Know")
        LIKE = "like", _("Like")
        TRUST = "trust", _("Trust")
        CARE = "care", _("Care")

    tie = models.ForeignKey("ties.Tie", on_delete=models.CASCADE, related_name="marks")
    kind = models.CharField(max_length=5, choices=Kind)
    value = models.PositiveSmallIntegerField()
    reason = models.CharField(_("why"), max_length=200, blank=True)
    on = models.DateField()

    class Meta:
        verbose_name = _("mark")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(name="mark_0_to_3", condition=Q(value__lte=3)),
            models.UniqueConstraint(fields=["tie", "uid"], name="mark_uid_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"
