"""Lets go of what is past its time, as PRIVACY.toml says: a few hundred rows at a time, so that no writer waits."""

import datetime as dt
import logging
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone

from cookout.core.models import Change, Deletable
from cookout.core.privacy import policy

log = logging.getLogger("cookout.sweep")

DELETED_KEPT = dt.timedelta(days=30)
"""How long a deletion can be taken back."""

STRAY_KEPT = dt.timedelta(days=1)
"""How old a file must be before it can be a stray: younger ones may belong to a row that is being written."""

AT_ONCE = 200

_needed: dict[str, Callable[[], Iterable[str]]] = {}


def register_files(name: str, files: Callable[[], Iterable[str]]) -> None:
    """Announce files that are needed though no column of a file names them."""
    _needed[name] = files


def sweep() -> int:
    """Let go of everything that is past its time; say how many rows went."""
    gone = sum(_sweep_out(overdue) for overdue in _overdue())
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    return gone


def sweep_files() -> int:
    """Delete uploaded files that no row and no undo knows any more; say how many went."""
    known, gone = _known_files(), 0
    newest = (timezone.now() - STRAY_KEPT).timestamp()
    for path in _files(Path(settings.MEDIA_ROOT)):
        name = path.relative_to(settings.MEDIA_ROOT).as_posix()
        if name not in known and path.stat().st_mtime < newest:
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _overdue() -> Iterator[models.QuerySet[Any]]:
    """Sets of rows past their time: children before parents, so that no single deletion grows large."""
    for label, entry in reversed(policy().items()):
        model = apps.get_model(label)
        rows = model._base_manager.order_by("pk")
        for rule in entry.get("sweep", ()):
            yield rows.filter(**{f"{rule['after']}__lt": _limit(model, rule["after"], rule["days"])})
        if issubclass(model, Deletable):
            needed = getattr(model, "still_needed", models.Q(pk__in=()))
            yield rows.filter(deleted_at__lt=timezone.now() - DELETED_KEPT).exclude(needed)


def _limit(model: type[models.Model], path: str, days: int) -> dt.datetime | dt.date:
    """The moment before which rows are past their time; a day where the column holds days."""
    field = field_at(model, path)
    limit = timezone.now() - dt.timedelta(days=days)
    return limit if isinstance(field, models.DateTimeField) else limit.date()


def field_at(model: type[models.Model], path: str) -> "models.Field[Any, Any]":
    """The field that a path like `act__at` leads to."""
    *steps, last = path.split("__")
    for step in steps:
        model = model._meta.get_field(step).related_model  # type: ignore[assignment]  # a step is a foreign key
    return model._meta.get_field(last)  # type: ignore[return-value]  # the last is a column


def _sweep_out(overdue: models.QuerySet[Any]) -> int:
    gone, last = 0, 0
    while keys := list(overdue.filter(pk__gt=last).values_list("pk", flat=True)[:AT_ONCE]):
        last = keys[-1]
        try:
            gone += overdue.model._base_manager.filter(pk__in=keys).delete()[0]
        except models.ProtectedError:  # something still stands on them; they go when it has gone
            log.info("Some %s are still needed.", overdue.model._meta.verbose_name)
    return gone


def _file_fields() -> dict[type[models.Model], list[str]]:
    """Which columns of our models hold names of files."""
    found = {
        model: [field.attname for field in model._meta.concrete_fields if isinstance(field, models.FileField)]
        for model in apps.get_models()
    }
    return {model: names for model, names in found.items() if names}


def _known_files() -> set[str]:
    """Names in the rows, and in the diary's before and after, from which an undo may bring them back."""
    known = {name for files in _needed.values() for name in files()}
    for model, names in _file_fields().items():
        for values in model._base_manager.values_list(*names).iterator():
            known.update(values)
        changes = Change.objects.filter(model=model._meta.label_lower).values_list("before", "after").iterator()
        known.update(str(side.get(name)) for change in changes for side in change if side for name in names)
    return known


def _files(folder: Path) -> Iterator[Path]:
    for here, _folders, names in os.walk(folder):
        yield from (Path(here, name) for name in names)
