"""How one keeps order: lives, tags and saved lists."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from cookout.core.ids import uuid7
from cookout.core.models import Act, Identified, User, one_act, record
from cookout.core.refusal import Refusal
from cookout.people.models import Person
from cookout.ties.models.tie import Tie

LONGEST = 100
"""No name is as long; databases compare only so much."""


class OwnedQuerySet(models.QuerySet[Any]):
    """Sets of rows with one owner."""

    def visible_to(self, user: User) -> "OwnedQuerySet":
        """Only one's own."""
        return self.filter(owner=user)


class Owned(Identified):
    """Something of one owner's with a name of its own."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="%(class)ss")
    name = models.CharField(_("name"), max_length=60)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @classmethod
    @transaction.atomic
    def make(cls, name: str, *, by: User, uid: uuid.UUID | None = None, **values: Any) -> Any:
        """Make one with this name. The same name, or the same `uid`, again is the same one."""
        name = " ".join(name.split())[:60]
        if not name:
            raise Refusal(_("Give it a name."))
        known = cls.named(name, by=by) or (uid and cls._default_manager.filter(owner=by, uid=uid).first())
        if known:
            return known
        row = cls(owner=by, name=name, uid=uid or uuid7(), **values)
        record(by=by, verb=f"{cls._meta.model_name}.make", about=name).create(row)
        return row

    @classmethod
    def named(cls, name: str, *, by: User) -> Any:
        """The one of this name, whatever the case."""
        return cls._default_manager.filter(owner=by, name__iexact=name.strip()[:LONGEST]).first()

    @transaction.atomic
    def rename(self, name: str, *, by: User) -> Act:
        """Call it differently; two of one name are refused."""
        name = " ".join(name.split())
        other = type(self).named(name, by=by)
        if not name or (other is not None and other.pk != self.pk):
            raise Refusal(
                _("There is one called “%(name)s” already.") % {"name": name} if name else _("Give it a name.")
            )
        act = record(by=by, verb=f"{self._meta.model_name}.rename", about=name)
        act.update(self, name=name)
        return act

    @transaction.atomic
    def remove(self, *, by: User) -> Act:
        """Take it away, from everyone who has it."""
        act = record(by=by, verb=f"{self._meta.model_name}.remove", about=str(self))
        for row in self.holders():
            act.remove(row)
        act.remove(self)
        return act

    def holders(self) -> "Iterable[models.Model]":
        """The rows that say who has it."""
        return ()


class Shared(Owned):
    """A name that many ties may have: a life, a tag."""

    class Meta:
        abstract = True

    @transaction.atomic
    def give(self, people: Iterable[Person], *, by: User) -> Act:
        """Give it to these people, all at once; who has it keeps it."""
        act = record(by=by, verb=f"{self._meta.model_name}.give", about=str(self))
        have = {row.tie_id for row in self.holders()}  # type: ignore[attr-defined]  # every holder has a tie
        for person in people:
            tie = Tie.objects.between(by, person)
            if tie.pk is None:
                act.create(tie)
            if tie.pk not in have:
                act.create(self.held_by(tie))
        return act

    @transaction.atomic
    def take(self, people: Iterable[Person], *, by: User) -> Act:
        """Take it from these people, all at once."""
        act = record(by=by, verb=f"{self._meta.model_name}.take", about=str(self))
        gone = {person.pk for person in people}
        for row in self.holders():
            if row.tie.person_id in gone:  # type: ignore[attr-defined]  # every holder has a tie
                act.remove(row)
        return act

    def held_by(self, tie: Tie) -> models.Model:
        """A new row that says that this tie has it."""
        raise NotImplementedError


class Context(Shared):
    """One of the lives I lead: insurance, coaching, parish."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="lives")

    class Meta:
        verbose_name = _("life")
        verbose_name_plural = _("lives")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint("owner", Lower("name"), name="life_name_unique"),
            models.UniqueConstraint(fields=["owner", "uid"], name="life_uid_unique"),
        ]

    def holders(self) -> "Iterable[models.Model]":
        """The ties that belong to this life."""
        return TieLife.objects.filter(life=self).select_related("tie")

    def held_by(self, tie: Tie) -> models.Model:
        """The tie belongs to this life."""
        return TieLife(tie=tie, life=self)


class TieLife(models.Model):
    """A tie that belongs to a life."""

    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="in_lives")
    life = models.ForeignKey(Context, on_delete=models.CASCADE, related_name="ties")

    class Meta:
        verbose_name = _("tie in a life")
        constraints = [models.UniqueConstraint(fields=["tie", "life"], name="tie_life_once")]

    def __str__(self) -> str:
        return f"{self.tie_id} in {self.life_id}"


class Tag(Shared):
    """A word of my own for some people."""

    class Meta:
        verbose_name = _("tag")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint("owner", Lower("name"), name="tag_name_unique"),
            models.UniqueConstraint(fields=["owner", "uid"], name="tag_uid_unique"),
        ]

    @classmethod
    @transaction.atomic
    def put(cls, name: str, people: Iterable[Person], *, by: User) -> Act:
        """Tag these people with a word, which becomes a tag where it is none yet."""
        with one_act(by=by, verb="tag.put", about=name) as act:
            cls.make(name, by=by).give(people, by=by)
        return act

    def holders(self) -> "Iterable[models.Model]":
        """The ties that have this tag."""
        return TieTag.objects.filter(tag=self).select_related("tie")

    def held_by(self, tie: Tie) -> models.Model:
        """The tie has this tag."""
        return TieTag(tie=tie, tag=self)


class TieTag(models.Model):
    """A tie that has a tag."""

    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="tagged")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="ties")

    class Meta:
        verbose_name = _("tagged tie")
        constraints = [models.UniqueConstraint(fields=["tie", "tag"], name="tie_tag_once")]

    def __str__(self) -> str:
        return f"{self.tie_id} is {self.tag_id}"


class SavedList(Owned):
    """A view of my people that I come back to: the filters, not the names."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_lists")
    name = models.CharField(_("name"), max_length=80)
    filters = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("saved list")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint("owner", Lower("name"), name="saved_list_name_unique"),
            models.UniqueConstraint(fields=["owner", "uid"], name="saved_list_uid_unique"),
        ]

    @classmethod
    @transaction.atomic
    def keep(cls, name: str, filters: dict[str, str], *, by: User, uid: uuid.UUID | None = None) -> "SavedList":
        """Save filters under a name; the same name again takes the new filters."""
        with one_act(by=by, verb="savedlist.keep", about=name) as act:
            saved: SavedList = cls.make(name, by=by, uid=uid, filters=filters)
            act.update(saved, filters=filters)
        return saved


@transaction.atomic
def put_lives(tie: Tie, lives: Iterable[Context], *, by: User) -> Act:
    """Make the lives of a tie be exactly these."""
    act = tie.begin(by, "tie.lives")
    wanted = {life.pk: life for life in lives}
    for row in TieLife.objects.filter(tie=tie):
        if row.life_id not in wanted:
            act.remove(row)
        wanted.pop(row.life_id, None)
    for life in wanted.values():
        act.create(life.held_by(tie))
    return act


@transaction.atomic
def put_tags(tie: Tie, names: Iterable[str], *, by: User) -> Act:
    """Make the tags of a tie be exactly those of these names; new words become tags."""
    act = tie.begin(by, "tie.tags")
    wanted = {" ".join(name.split()).casefold(): name for name in names if name.strip()}
    for row in TieTag.objects.filter(tie=tie).select_related("tag"):
        if wanted.pop(row.tag.name.casefold(), None) is None:
            act.remove(row)
    for name in wanted.values():
        tag = Tag.named(name, by=by)
        if tag is None:
            tag = Tag(owner=by, name=" ".join(name.split())[:60])
            act.create(tag)
        act.create(tag.held_by(tie))
    return act
