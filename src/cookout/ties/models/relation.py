"""Relations: how two people I know belong to each other, as I know it."""

import uuid

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from cookout.core.ids import uuid7
from cookout.core.models import Act, Identified, User, record
from cookout.core.refusal import Refusal
from cookout.people.formats import match_key
from cookout.people.models import Detail, Person


class RelationQuerySet(models.QuerySet["Relation"]):
    """Sets of relations."""

    def visible_to(self, user: User) -> "RelationQuerySet":
        """Only one's own, of people who are there."""
        there = Person.objects.visible_to(user)  # asked of each relation: they are few beside the people of a book
        one, two = there.filter(pk=OuterRef("person")), there.filter(pk=OuterRef("other"))
        return self.filter(Exists(one), Exists(two), owner=user)

    def of(self, person: Person) -> "RelationQuerySet":
        """Those in which this person is either of the two."""
        return self.filter(Q(person=person) | Q(other=person)).select_related("person", "other")


class Relation(Identified):
    """How two people I know belong to each other: `other` is the partner, child … of `person`."""

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

    objects = RelationQuerySet.as_manager()

    class Meta:
        verbose_name = _("relation")
        constraints = [
            models.UniqueConstraint(fields=["owner", "person", "other", "kind"], name="relation_once"),
            models.UniqueConstraint(fields=["owner", "uid"], name="relation_uid_unique"),
            models.CheckConstraint(name="relation_of_two", condition=~Q(person=F("other"))),
        ]

    def __str__(self) -> str:
        return f"{self.other} is {self.kind} of {self.person}"

    @classmethod
    @transaction.atomic
    def tell(
        cls,
        person: Person,
        other: Person,
        kind: str,
        *,
        by: User,
        note: str = "",
        uid: uuid.UUID | None = None,
    ) -> "Relation":
        """Say what `other` is to `person`. Saying it twice, from either side, is saying it once."""
        if person.pk == other.pk:
            raise Refusal(_("A person cannot be related to themselves."))
        said = Q(person=person, other=other, kind=kind) | Q(person=other, other=person, kind=INVERSE[kind])
        known = cls.objects.filter(Q(uid=uid) | said if uid else said, owner=by).first()
        if known is not None:
            return known
        row = cls(owner=by, person=person, other=other, kind=kind, note=note.strip(), uid=uid or uuid7())
        record(by=by, verb="relation.tell", about=f"{person}, {other}").create(row)
        return row

    @transaction.atomic
    def remove(self, *, by: User) -> Act:
        """Take it back."""
        act = record(by=by, verb="relation.remove", about=str(self))
        act.remove(self)
        return act

    def seen_from(self, person: Person) -> "tuple[Person, Relation.Kind]":
        """Who the other one is, and what to this person."""
        if person.pk == self.person_id:
            return self.other, Relation.Kind(self.kind)
        return self.person, INVERSE[self.kind]


Kind = Relation.Kind
INVERSE: dict[str, Relation.Kind] = {
    **{kind.value: kind for kind in Kind},
    Kind.CHILD.value: Kind.PARENT,
    Kind.PARENT.value: Kind.CHILD,
}
"""What the first one is to the other, for each kind."""

REFERRED_BY = "referred by"
"""The label under which an address book's “Referred By” is kept."""


def perhaps_referred_by(person: Person, *, by: User) -> "list[tuple[str, list[Person]]]":
    """The names that an address book gives as who referred somebody, each with those of my book called exactly so.

    A name alone proves nobody: whoever it is, is said by hand.
    """
    said = [one for one in person.details.all() if one.kind == Detail.Kind.RELATED and one.label == REFERRED_BY]
    found = []
    for name in dict.fromkeys(one.value for one in said):
        known = Person.objects.known_to(by).called(name, by=by)
        called = [
            other
            for other in known
            if other.pk != person.pk and match_key("name", other.full_name) == match_key("name", name)
        ]
        if called:
            found.append((name, called))
    return found
