"""Moving all that hangs on one row to another, in whatever room it is, and back again column by column."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any, Protocol

from django.apps import apps
from django.db import IntegrityError, models, transaction

from cookout.core.models import Act
from cookout.people.models.detail import Detail
from cookout.people.models.word import Word

DERIVED = (Word,)
"""What is written anew from the rest."""

Holders = dict[tuple[str, int], set[int]]
Told = dict[str, list[Any]]


class Written(Protocol):
    """What was written down of what moved."""

    moved: Any
    changed: Any
    fused: Any


class Moving:
    """The moves of one act, remembered so that they can be taken back after any time."""

    def __init__(self, act: Act) -> None:
        self.act = act
        self.told: Told = {"moved": [], "changed": [], "fused": []}

    def hand_over(self, old: models.Model, new: models.Model, *, without: Collection[str] = ()) -> None:
        """Whatever names the one names the other from now on; what the other has already stays where it is.

        `without` are labels of models that stay with the old one.
        """
        self.told["fused"].append([old._meta.label_lower, old.pk, new.pk])
        known = _said(new) if _has_details(new) else set()
        for relation in _relations(old):
            if relation.related_model._meta.label_lower in without:
                continue
            name = relation.field.name
            for row in relation.related_model._base_manager.filter(**{name: old}).order_by("pk"):
                if isinstance(row, Detail) and (row.kind, row.key or row.value) in known:
                    continue
                if self._moves(row, name, new):
                    self.told["moved"].append([row._meta.label_lower, row.pk, relation.field.attname, old.pk, new.pk])

    def change(self, row: models.Model, **values: Any) -> None:
        """Change columns of a row that stays."""
        before = {name: _plain(row, name) for name in values}
        if self.act.update(row, **values):
            after = {name: _plain(row, name) for name in values}
            self.told["changed"].append([row._meta.label_lower, row.pk, before, after])

    def give_back(self, moved: list[Any], there: Holders) -> tuple[set[tuple[str, int, str]], list[Any]]:
        """Put back what moved; says which rows went, and gives those to which another row stands in the way so far."""
        back, stuck = set(), []
        for label, pk, attname, old, new in moved:
            row = apps.get_model(label)._base_manager.filter(pk=pk).first()
            target = _target(apps.get_model(label), attname)
            if row is None or getattr(row, attname) not in there.get((target, new), {new}):
                continue
            if self._moves(row, attname, old):
                back.add((label, pk, attname))
            else:
                stuck.append([label, pk, attname, old, new])
        return back, stuck

    def restore(self, merge: "Written") -> list[str]:
        """Put back what changed; names the columns that were decided anew since."""
        return [name for one in merge.changed for name in self._restore(*one)]

    def _restore(self, label: str, pk: int, before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
        row = apps.get_model(label)._base_manager.filter(pk=pk).first()
        if row is None:
            return
        kept = {name: value for name, value in before.items() if _plain(row, name) == after[name]}
        yield from (str(_field(row, name).verbose_name) for name in before if name not in kept)
        self.act.update(row, **{_field(row, name).attname: _field(row, name).to_python(kept[name]) for name in kept})

    def _moves(self, row: models.Model, name: str, new: Any) -> bool:
        before = getattr(row, name)
        try:
            with transaction.atomic():
                return self.act.update(row, **{name: new})
        except IntegrityError:
            setattr(row, name, before)
            return False


def edited_since(merge: Written) -> list[str]:
    """The columns that were decided anew since, by name: those stay when the two are taken apart."""
    found = []
    for label, pk, _before, after in merge.changed:
        row = apps.get_model(label)._base_manager.filter(pk=pk).first()
        edited = [name for name in after if row is not None and _plain(row, name) != after[name]]
        found += [str(_field(row, name).verbose_name) for name in edited if row is not None]
    return found


def holders(merges: Iterable[Written]) -> Holders:
    """Where what was handed to a row may be by now: there, or where that row was handed over in turn."""
    onward: dict[tuple[str, int], set[int]] = {}
    for merge in merges:
        for label, old, new in merge.fused:
            onward.setdefault((label, old), set()).add(new)
    found: Holders = {}
    for label, start in {(label, new) for (label, _old), news in onward.items() for new in news}:
        reached, front = {start}, [start]
        while front:
            nexts = onward.get((label, front.pop()), set()) - reached
            reached |= nexts
            front += nexts
        found[label, start] = reached
    return found


def _relations(row: models.Model) -> list[Any]:
    """All foreign keys of other nouns that lead here, those without a way back too."""
    fields: list[Any] = list(row._meta.get_fields(include_hidden=True))
    return [
        one
        for one in fields
        if one.auto_created
        and not one.concrete
        and (one.one_to_many or one.one_to_one)
        and one.related_model not in (*DERIVED, type(row))
        and one.related_model._meta.label_lower != "people.merge"
    ]


def _has_details(row: models.Model) -> bool:
    return row._meta.label_lower == "people.person"


def _said(person: Any) -> set[tuple[str, str]]:
    return {(kind, key or value) for kind, key, value in person.details.applied().values_list("kind", "key", "value")}


def _target(model: type[models.Model], attname: str) -> str:
    field = next(field for field in model._meta.concrete_fields if field.attname == attname)
    return str(field.related_model._meta.label_lower)  # type: ignore[union-attr]  # only foreign keys are moved


def _field(row: models.Model, name: str) -> "models.Field[Any, Any]":
    return row._meta.get_field(name)  # type: ignore[return-value]  # concrete fields only


def _plain(row: models.Model, name: str) -> Any:
    value = getattr(row, _field(row, name).attname)
    return value if value is None or isinstance(value, int | str | bool) else str(value)
