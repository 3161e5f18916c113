"""What the columns of a table mean, as its owner said: asked once, and remembered for tables of the same columns."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.people.formats import AsksColumns, RefusedFile, Table, misfit, normal
from cookout.people.formats.match import fold
from cookout.people.formats.meanings import ADDRESS, LONGEST, NAMES, SEEN, column
from cookout.people.models.card_rows import clean

SAMPLE_LENGTH, TITLE_LENGTH = 80, 200
MOST_TITLES = 256
SHOWN = 8
"""How many titles a sentence names."""
_PEOPLE = {*NAMES, *ADDRESS, "email", "phone", "organisation", "nickname"}


class ColumnMappingQuerySet(models.QuerySet["ColumnMapping"]):
    """Sets of what was said of columns."""

    def visible_to(self, user: User) -> "ColumnMappingQuerySet":
        """Only one's own."""
        return self.filter(keeper=user)

    def nearest(self, titles: Sequence[str]) -> "ColumnMapping | None":
        """The one most of whose columns, and at least half of them, are here too."""
        here = {fold(title) for title in titles}
        shared = [(len(here & set(one.means)) / len(one.means), one) for one in self if one.means]
        share, best = max(shared, key=lambda pair: pair[0], default=(0, None))
        return best if 2 * share >= 1 else None


class ColumnMapping(models.Model):
    """What the columns of one kind of table mean to one keeper."""

    keeper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="column_mappings")
    digest = models.CharField(max_length=64, editable=False)
    """Of the titles, whatever their order, capitals and accents."""
    means = models.JSONField(default=dict)
    said_at = models.DateTimeField(auto_now=True)

    objects = ColumnMappingQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("column mapping")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["keeper", "digest"], name="column_mapping_once")]

    def __str__(self) -> str:
        return ", ".join(self.means)

    @classmethod
    def remember(cls, means: Mapping[str, str], *, by: User) -> None:
        """Keep what each title means. The same titles again are the same mapping."""
        said = {fold(title): meaning for title, meaning in means.items()}
        cls.objects.update_or_create(keeper=by, digest=digest(means), defaults={"means": said})

    def of(self, table: Table) -> list[str]:
        """The meaning of each column of a table; of those that were not there, what they seem to mean."""
        keys = [fold(title) for title in table.titles]
        return [self.means.get(key, guessed) for key, guessed in zip(keys, table.guesses, strict=True)]

    def differs(self, table: Table) -> str:
        """In a sentence, why it does not fit this table; nothing where it does."""
        here = {fold(title): title for title in table.titles}
        new = [title for key, title in here.items() if key not in self.means]
        gone = [key for key in self.means if key not in here]
        if not new and not gone:
            wrong = misfit(table.titles, self.of(table), table.first)
            return _("What stands in “%s” is not what you said of it. Look once more.") % wrong if wrong else ""
        said = [_("new: %s") % _named(new)] if new else []
        said += [_("gone: %s") % _named(gone)] if gone else []
        return _("The columns are not those that you explained before (%s). Look once more.") % "; ".join(said)


class Columns:
    """Answers for one file: as was said of it just now, or of a table with the same columns before."""

    def __init__(self, keeper: User, said: Mapping[str, str]) -> None:
        self._mine = ColumnMapping.objects.visible_to(keeper)
        self._said = said
        self.table: Table | None = None
        self.meanings: list[str] = []

    def __call__(self, table: Table) -> list[str] | None:
        """The meaning of each column, or None where its owner has never said; a question where it fits no more."""
        if self._said:
            return self._settled(table, self._just_said(table))
        known = self._mine.filter(digest=digest(table.titles)).first()
        if known is None and not table.program:
            known = self._mine.nearest(table.titles)
        if known is None:
            return None
        if why := known.differs(table):
            raise AsksColumns(why, [table], known.of(table))
        return self._settled(table, known.of(table))

    def _just_said(self, table: Table) -> list[str]:
        said = {fold(title): meaning for title, meaning in self._said.items()}
        keys = [fold(clean(title)) for title in table.titles]
        missing = next((title for title in self._said if fold(title) not in keys), None)
        if missing is not None:
            there = {"title": missing, "titles": _named(table.titles)}
            raise RefusedFile(_("There is no column “%(title)s” in this file. It has: %(titles)s.") % there)
        return [said.get(key, guessed) for key, guessed in zip(keys, table.guesses, strict=True)]

    def _settled(self, table: Table, meanings: list[str]) -> list[str]:
        self.table, self.meanings = table, meanings
        return meanings

    @property
    def by_title(self) -> dict[str, str]:
        """What was used, by title; nothing where nobody had to say."""
        return dict(zip(map(clean, self.table.titles), self.meanings, strict=True)) if self.table else {}


def digest(titles: Sequence[str] | Mapping[str, str]) -> str:
    """By which two headers are the same, whatever the order, capitals and accents."""
    return hashlib.sha256("\n".join(sorted(fold(title) for title in titles)).encode("utf-8", "replace")).hexdigest()


def outline(tables: Sequence[Table], said: str = "", meanings: Sequence[str] | None = None) -> dict[str, Any]:
    """What the step shows: each sheet's columns with three values and a meaning each; plain values."""
    shown = [_sheet(table, meanings if at == 0 else None) for at, table in enumerate(tables)]
    return {"said": said, "sheets": shown}


def _sheet(table: Table, meanings: Sequence[str] | None) -> dict[str, Any]:
    columns = [
        {
            "title": clean(title),
            "samples": [clean(value[:SAMPLE_LENGTH]) for value in _first(column(table.first, at))],
            "means": meaning,
        }
        for at, (title, meaning) in enumerate(zip(table.titles, meanings or table.guesses, strict=True))
    ]
    return {"sheet": clean(table.sheet), "columns": columns[:MOST_TITLES]}


def _first(values: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(values))[:SEEN]


def checked(columns: Mapping[str, str]) -> dict[str, str]:
    """What was said of columns, as it is kept; refused where a meaning is none, or nobody could come of it."""
    found = {title: normal(meaning) for title, meaning in columns.items()}
    for title, meaning in found.items():
        if not meaning:
            said = {"what": columns[title][:LONGEST], "title": title[:TITLE_LENGTH]}
            raise Refusal(_("“%(what)s” is nothing that the column “%(title)s” can mean.") % said)
    if not {meaning.partition(":")[0] for meaning in found.values()} & _PEOPLE:
        raise Refusal(_("Say at least which column holds a name, a mail or a phone number."))
    return found


def _named(titles: Sequence[str]) -> str:
    named = ", ".join(f"“{clean(title)[:40]}”" for title in titles[:SHOWN])
    return named if len(titles) <= SHOWN else f"{named} …"
