"""The privacy policy as the program knows it: PRIVACY.toml says for every personal field why, how long, how erased.

Erasing an account follows the foreign keys: what points to it with CASCADE goes, with its files; what must stay so that
counts hold is turned into a tombstone first, by the room that owns it (`account_erasing`).
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, register
from django.db import models, router, transaction
from django.db.models.deletion import Collector

from cookout.core.signals import account_erasing

HERE = Path(__file__).resolve()
WAYS = {"delete", "tombstone", "keep"}


@cache
def policy() -> dict[str, dict[str, Any]]:
    """The policy by model label: `purpose`, `keep`, `erase`, and the `fields` that are personal with a word each."""
    packaged = HERE.parent / "PRIVACY.toml"
    source = packaged if packaged.exists() else HERE.parents[3] / "PRIVACY.toml"
    loaded: dict[str, dict[str, Any]] = tomllib.loads(source.read_text(encoding="utf-8"))["model"]
    return loaded


@dataclass(frozen=True, slots=True)
class Kept:
    """One noun of the policy, as people read it."""

    name: str
    purpose: str
    keep: str
    erase: str
    fields: tuple[tuple[str, str], ...]


def readable() -> list[Kept]:
    """The policy for people: the nouns that hold something personal, in the order of the file."""
    told = []
    for label, entry in policy().items():
        fields = tuple((name.replace("_", " "), why) for name, why in entry.get("fields", {}).items())
        name = str(apps.get_model(label)._meta.verbose_name)
        told.append(Kept(name, entry["purpose"], entry["keep"], entry["erase"], fields))
    return [kept for kept in told if kept.fields]


@register("privacy")
def check_policy(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Every field of every model of ours is either personal with a policy or said to be impersonal."""
    problems: list[CheckMessage] = []
    ours = [model for model in apps.get_models() if model.__module__.startswith("cookout.")]
    known = policy()
    for model in ours:
        problems.extend(_problems(model._meta.label, {field.name for field in model._meta.local_fields}, known))
    labels = {model._meta.label for model in ours}
    problems.extend(
        Error(f"PRIVACY.toml names {label}, which is no model of this house.", id="cookout.P003")
        for label in sorted(set(known) - labels)
    )
    return problems


def _problems(label: str, fields: set[str], known: dict[str, dict[str, Any]]) -> list[CheckMessage]:
    entry = known.get(label)
    if entry is None:
        return [Error(f"{label} has no entry in PRIVACY.toml.", id="cookout.P001")]
    told = set(entry.get("fields", {})) | set(entry.get("impersonal", []))
    problems: list[CheckMessage] = [
        Error(
            f"{label}.{name} is not in PRIVACY.toml: say what it is for, or that it is impersonal.",
            id="cookout.P002",
        )
        for name in sorted(fields - told - {"id"})
    ]
    problems += [
        Error(f"PRIVACY.toml names {label}.{name}, which does not exist.", id="cookout.P004")
        for name in sorted(told - fields)
    ]
    if entry.get("erase") not in WAYS or not entry.get("purpose") or not entry.get("keep"):
        problems.append(Error(f"{label} in PRIVACY.toml lacks purpose, keep or erase.", id="cookout.P005"))
    return problems + _unswept(label, fields, entry)


def _unswept(label: str, fields: set[str], entry: dict[str, Any]) -> list[CheckMessage]:
    """What is kept for some days or years must be swept after them, by a column that exists."""
    problems: list[CheckMessage] = [
        Error(f"PRIVACY.toml sweeps {label} by {rule['after']}, which does not exist.", id="cookout.P006")
        for rule in entry.get("sweep", ())
        if rule["after"].split("__")[0] not in fields
    ]
    limited = any(word in entry.get("keep", "") for word in ("day", "month", "year"))
    if limited and "sweep" not in entry and "deleted_at" not in fields:
        problems.append(Error(f"{label} is kept for a time, but nothing sweeps it afterwards.", id="cookout.P007"))
    return problems


@transaction.atomic
def erase(user: models.Model) -> None:
    """Erase an account and everything it keeps, files included, for good."""
    account_erasing.send(sender=type(user), user=user)
    collector = Collector(using=router.db_for_write(type(user)), origin=user)
    collector.collect([user])
    rows = [row for group in (*collector.data.values(), *collector.fast_deletes) for row in group]
    files = [file for row in rows for file in _files_of(row)]
    user.delete()
    transaction.on_commit(lambda: _delete(files))


def _delete(files: list[tuple[models.fields.files.FieldFile, str]]) -> None:
    for file, name in files:
        file.storage.delete(name)


def _files_of(row: models.Model) -> list[tuple[models.fields.files.FieldFile, str]]:
    kept = (getattr(row, field.attname) for field in row._meta.concrete_fields if isinstance(field, models.FileField))
    return [(file, file.name) for file in kept if file]
