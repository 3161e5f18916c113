"""How one keeps order: lives, tags, saved lists, and relations between people."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Act, Identified, User, record
from cookout.people.models import Person
from cookout.ties.models.tie import Tie


class OwnedQuerySet(models.QuerySet["models.Model"]):
    """Sets of rows with one owner."""

    def visible_to(self, user: User) -> "OwnedQuerySet":
        """Only one's own."""
        return self.filter(owner=user)


class Context(Identified):
    """One of the lives I lead: insurance, coaching, parish."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="lives")
    name = models.CharField(_("name"), max_length=60)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("life")
        verbose_name_plural = _("lives")
        ordering = ["name"]
        constraints = [models.UniqueConstraint("owner", Lower("name"), name="life_name_unique")]

    def __str__(self) -> str:
        return self.name


class TieLife(models.Model):
    """A tie that belongs to a life."""

    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="in_lives")
    life = models.ForeignKey(Context, on_delete=models.CASCADE, related_name="ties")

    class Meta:
        verbose_name = _("tie in a life")
        constraints = [models.UniqueConstraint(fields=["tie", "life"], name="tie_life_once")]

    def __str__(self) -> str:
        return f"{self.tie_id} in {self.life_id}"


class Tag(Identified):
    """A word of my own for some people."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tags")
    name = models.CharField(_("name"), max_length=60)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        ordering = ["name"]
        constraints = [models.UniqueConstraint("owner", Lower("name"), name="tag_name_unique")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    @transaction.atomic
    def put(cls, name: str, people: Iterable[Person], *, by: User) -> Act:
        """Tag these people, all at once; who has the tag keeps it."""
        act = record(by=by, verb="tag.put", about=name)
        tag = cls.objects.filter(owner=by, name__iexact=name.strip()).first()
        if tag is None:
            tag = cls(owner=by, name=name.strip())
            act.create(tag)
        for person in people:
            tie = Tie.objects.between(by, person)
            if tie.pk is None:
                act.create(tie)
            if not TieTag.objects.filter(tie=tie, tag=tag).exists():
                act.create(TieTag(tie=tie, tag=tag))
        return act

    @transaction.atomic
    def take(self, people: Iterable[Person], *, by: User) -> Act:
        """Take this tag from these people, all at once."""
        act = record(by=by, verb="tag.take", about=self.name)
        for row in TieTag.objects.filter(tag=self, tie__person__in=list(people)):
            act.remove(row)
        return act


class TieTag(models.Model):
    """A tie that has a tag."""

    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="tagged")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="ties")

    class Meta:
        verbose_name = _("tagged tie")
        constraints = [models.UniqueConstraint(fields=["tie", "tag"], name="tie_tag_once")]

    def __str__(self) -> str:
        return f"{self.tie_id} is {self.tag_id}"


class SavedList(Identified):
    """A view of my people that I come back to: the filters, not the names."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_lists")
    name = models.CharField(_("name"), max_length=80)
    filters = models.JSONField(default=dict)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved list")
        ordering = ["name"]
        constraints = [models.UniqueConstraint("owner", Lower("name"), name="saved_list_name_unique")]

    def __str__(self) -> str:
        return self.name


class Relation(Identified):
    """How two people I know belong to each other, as I know it."""

    class Kind(models.TextChoices):
        """What the other one is to the first."""

        PARTNER = "partner", _("partner")
        CHILD = "child", _("child")
        PARENT = "parent", _("parent")
        SIBLING = "sibling", _("sibling")
        FAMILY = "family", _("family")
        FRIEND = "friend", _("friend")
        COLLEAGUE = "colleague", _("colleague")
        KNOWS = "knows", _("knows")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="relations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="relations")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="related_to")
    kind = models.CharField(_("is"), max_length=10, choices=Kind, default=Kind.KNOWS)
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("relation")
        constraints = [
            models.UniqueConstraint(fields=["owner", "person", "other", "kind"], name="relation_once"),
            models.CheckConstraint(name="relation_of_two", condition=~models.Q(person=models.F("other"))),
        ]

    def __str__(self) -> str:
        return f"{self.other} is {self.kind} of {self.person}"
