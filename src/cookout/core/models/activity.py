"""The house diary: who did what, and what it was like before, so that it can be undone."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.ids import uuid7
from cookout.core.models.base import Deletable
from cookout.core.models.user import User
from cookout.core.signals import act_undoing, act_undone


@dataclass(frozen=True, slots=True)
class Undone:
    """What came of an undo: rows put back, and rows left alone because they were edited since."""

    restored: int
    skipped: tuple[str, ...]


class ActQuerySet(models.QuerySet["Act"]):
    """Sets of acts."""

    def visible_to(self, user: User) -> "ActQuerySet":
        """Only one's own acts."""
        return self.filter(by=user)

    def undoable(self) -> "ActQuerySet":
        """Acts not undone yet."""
        return self.filter(undone_at=None)


class Act(models.Model):
    """One act of one user. Verbs begin one and pass their writes through it."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="acts")
    verb = models.CharField(max_length=60)
    about = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = ActQuerySet.as_manager()

    class Meta:
        verbose_name = _("act")
        indexes = [models.Index(fields=["by", "-at"], name="act_by_at")]

    def __str__(self) -> str:
        return f"{self.verb} {self.about}".strip()

    def create(self, row: models.Model) -> None:
        """Save a new row as part of this act."""
        row.save(force_insert=True)
        self._note(row, before=None, after=_values(row))

    def update(self, row: models.Model, **values: Any) -> bool:
        """Change fields of a row as part of this act; say whether anything changed."""
        changed = {name: value for name, value in values.items() if getattr(row, name) != value}
        if not changed:
            return False
        names = [row._meta.get_field(name).attname for name in changed]  # type: ignore[union-attr]  # concrete fields only
        before = {name: getattr(row, name) for name in names}
        for name, value in changed.items():
            setattr(row, name, value)
        row.save(update_fields=list(changed))
        self._note(row, before=before, after={name: getattr(row, name) for name in names})
        return True

    def remove(self, row: models.Model) -> None:
        """Delete a row as part of this act: softly where the noun waits thirty days, else with all its values kept."""
        if isinstance(row, Deletable):
            self.update(row, deleted_at=timezone.now())
            return
        self._note(row, before=_values(row), after=None)
        row.delete()

    @transaction.atomic
    def undo(self, *, by: User) -> Undone:
        """Put everything back as it was, except what was edited since. Undoing twice is undoing once."""
        by.wait_in_line()  # not while another verb of theirs is on its way through the same rows
        act = Act.objects.select_for_update().get(pk=self.pk, by=by)
        if act.undone_at is not None:
            return Undone(0, ())
        act_undoing.send(sender=Act, act=act)
        touched: list[tuple[str, int]] = []
        skipped: list[str] = []
        for change in act.changes.order_by("-pk"):
            if self._reverted(change, act):
                touched.append((change.model, change.object_id))
            else:
                skipped.append(change.model)
        act.undone_at = self.undone_at = timezone.now()
        act.save(update_fields=["undone_at"])
        act_undone.send(sender=Act, act=act, rows=tuple(touched))
        return Undone(len(touched), tuple(skipped))

    @staticmethod
    def _reverted(change: "Change", act: "Act") -> bool:
        """Put one row back; where that would break a rule of the data by now, it is left alone."""
        try:
            with transaction.atomic():
                return change.revert(by=act.by)
        except IntegrityError:
            return False

    def _note(self, row: models.Model, *, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        Change.objects.create(
            act=self, model=row._meta.label_lower, object_id=row.pk, before=_plain(before), after=_plain(after)
        )


class Change(models.Model):
    """What one row was like before and after an act. Kept thirty days, then swept."""

    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="changes")
    model = models.CharField(max_length=80)
    object_id = models.BigIntegerField()
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(null=True, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("change")

    def __str__(self) -> str:
        return f"{self.model} {self.object_id}"

    def revert(self, *, by: User) -> bool:
        """Put the row back; answer False when it is left alone: edited since, or no longer `by`'s to change.

        A noun with rules of its own says so in `lets_undo(before, by=…)`; `before` is None for a row the act had made.
        """
        model = apps.get_model(self.model)
        row = model._base_manager.filter(pk=self.object_id).first()
        if row is not None and not getattr(row, "lets_undo", _always)(self.before, by=by):
            return False
        if self.before is None:
            return _unmake(row)
        if self.after is None:
            return _remake(model, self.before, row)
        if row is None or not _is_still(row, self.after):
            return False
        for name, value in self.before.items():
            setattr(row, name, _field(row, name).to_python(value))
        row.save(update_fields=[_field(row, name).name for name in self.before])
        return True


def _always(before: dict[str, Any] | None, *, by: User) -> bool:
    """Most rows are their owner's alone: nobody else has a say."""
    return True


_open: ContextVar[Act | None] = ContextVar("open act", default=None)


def record(*, by: User, verb: str, about: str = "") -> Act:
    """Begin an act in the diary; call inside the verb's transaction. Within `one_act` the verbs share one."""
    act = _open.get()
    if act is not None and act.by_id == by.pk:
        return act
    return Act.objects.create(by=by, verb=verb, about=about[:200])


@contextmanager
def one_act(*, by: User, verb: str, about: str = "") -> Iterator[Act]:
    """Several verbs as one act, so that one undo takes all of them back; all or nothing."""
    with transaction.atomic():
        act = record(by=by, verb=verb, about=about)
        token = _open.set(act)
        try:
            yield act
        finally:
            _open.reset(token)


def _field(row: models.Model, name: str) -> "models.Field[Any, Any]":
    return next(field for field in row._meta.concrete_fields if field.attname == name)


def _values(row: models.Model) -> dict[str, Any]:
    """All columns of a row."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def _plain(values: dict[str, Any] | None) -> dict[str, Any] | None:
    """As JSON can keep it: files by their name, and instants whole (Django's encoder cuts them to milliseconds)."""
    return None if values is None else {name: _plain_value(value) for name, value in values.items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, models.fields.files.FieldFile):
        return str(value)
    return value.isoformat() if isinstance(value, dt.datetime) else value


def _is_still(row: models.Model, after: dict[str, Any]) -> bool:
    return all(getattr(row, name) == _field(row, name).to_python(value) for name, value in after.items())


def _unmake(row: models.Model | None) -> bool:
    """Take back a row that the act had made."""
    if row is None:
        return False
    if isinstance(row, Deletable):
        row.deleted_at = timezone.now()
        row.save(update_fields=["deleted_at"])
    else:
        row.delete()
    return True


def _remake(model: type[models.Model], before: dict[str, Any], row: models.Model | None) -> bool:
    """Bring back a row that the act had deleted for good."""
    if row is not None:
        return False
    fresh = model()
    for name, value in before.items():
        setattr(fresh, name, _field(fresh, name).to_python(value))
    fresh.save(force_insert=True)
    # Saving stamped the row anew where a column fills itself in; it is as old as it was.
    stamped = [field.attname for field in model._meta.concrete_fields if getattr(field, "auto_now_add", False)]
    kept = {name: _field(fresh, name).to_python(before[name]) for name in stamped if name in before}
    if kept:
        model._base_manager.filter(pk=fresh.pk).update(**kept)
    return True
