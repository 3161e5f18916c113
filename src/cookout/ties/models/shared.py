"""Shared ties: that my group may find somebody through me. Said tie by tie and group by group, and by nobody else.

What a share is worth today is asked, never stored: it is nothing once the tie is let go, the person gone, the group
gone, or its owner has left the group. Who comes back to a group begins without shares.
"""

import uuid
from collections.abc import Iterable

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from cookout.core.ids import uuid7
from cookout.core.models import Act, Identified, User, one_act
from cookout.core.refusal import Refusal
from cookout.groups.models import Group, Membership
from cookout.people.models import Detail, Person
from cookout.people.models.origin import Origin
from cookout.ties.models.kept import local_today
from cookout.ties.models.tie import Circle, Tie

REACHED_BY = (Detail.Kind.EMAIL, Detail.Kind.PHONE)
"""By these a person is recognised in two books; never by a name."""


class SharedTieQuerySet(models.QuerySet["SharedTie"]):
    """Sets of shared ties."""

    def visible_to(self, user: User) -> "SharedTieQuerySet":
        """Only one's own: nobody reads whom somebody else shares."""
        return self.filter(owner=user, tie__in=Tie.objects.visible_to(user))

    def standing(self) -> "SharedTieQuerySet":
        """Those that hold today."""
        seat = Membership.objects.current().filter(user=OuterRef("owner"), group=OuterRef("group"))
        origin = Q(tie__person__origin=None) | Q(tie__person__origin__state=Origin.State.APPLIED)
        kept = Q(origin, tie__person__keeper=F("owner"))
        return self.filter(
            kept | Q(tie__person__account__is_active=True),
            Exists(seat.filter(joined_on__lte=OuterRef("since"))),
            owner__is_active=True, tie__deleted_at=None, tie__person__deleted_at=None, group__deleted_at=None,
            group__shares_profiles=True,
        ).exclude(tie__circle=Circle.LET_GO)  # fmt: skip

    def offered_to(self, user: User) -> "SharedTieQuerySet":
        """Those of my fellow members, in the groups in which I am one today. For `introduction` alone to read."""
        return self.standing().filter(group__in=Group.objects.of(user)).exclude(owner=user)

    def reaching(self, keys: "Iterable[tuple[str, str]]", accounts: Iterable[int]) -> "SharedTieQuerySet":
        """Those with somebody who has one of these addresses (kind and key), or is one of these accounts."""
        has = Q(pk__in=[])
        for kind, key in keys:
            details = Detail.objects.applied().filter(person=OuterRef("tie__person"), kind=kind, key=key)
            has |= Q(Exists(details), tie__person__keeper=F("owner"))
        is_one = list(accounts)
        return self.filter(
            has | Q(tie__person__account__in=is_one) | Q(tie__person__account_person__account__in=is_one)
        )


class SharedTie(Identified):
    """That the members of one group may be told to ask me about one person. How well I know them is my own word."""

    class Says(models.IntegerChoices):
        """How well I know them, said for this purpose alone."""

        MET = 1, _("I have met them")
        KNOWS = 2, _("I know them well")
        CLOSE = 3, _("I am close to them")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="shared_ties")
    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="shared_with")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="shared_ties")
    closeness = models.PositiveSmallIntegerField(_("how well you know them"), choices=Says, default=Says.KNOWS)
    since = models.DateField(_("since"))

    objects = SharedTieQuerySet.as_manager()

    class Meta:
        verbose_name = _("shared tie")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["tie", "group"], name="shared_tie_once"),
            models.UniqueConstraint(fields=["owner", "uid"], name="shared_tie_uid_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.tie.person}, {self.group}"

    @classmethod
    @transaction.atomic
    def share(
        cls, tie: Tie, group: Group, *, by: User, closeness: int = Says.KNOWS, uid: uuid.UUID | None = None
    ) -> "SharedTie":
        """Let the members of a group be told to ask me. Twice is once; the later word on how well I know them holds."""
        by.wait_in_line()
        seat = Membership.objects.current().filter(user=by, group=group).order_by("joined_on").first()
        if seat is None or not group.shares_profiles:
            raise Refusal(_("You can share only with a group of yours whose members read each other's profiles."))
        refuse_unfindable(tie)
        since = max(local_today(by), seat.joined_on)
        known = cls.objects.filter(Q(owner=by, uid=uid) if uid else Q(pk=None)).first() or cls.of(tie, group)
        with one_act(by=by, verb="shared_tie.share", about=f"{tie.person}, {group}") as act:
            tie.begin(by, "shared_tie.share")
            if known is not None:
                stands = cls.objects.standing().filter(pk=known.pk).exists()
                act.update(known, closeness=closeness, since=known.since if stands else since)
                return known
            made = cls(owner=by, tie=tie, group=group, closeness=closeness, since=since, uid=uid or uuid7())
            act.create(made)
        return made

    @classmethod
    def of(cls, tie: Tie, group: Group) -> "SharedTie | None":
        """What was said of this tie for this group."""
        return cls.objects.filter(tie=tie, group=group).first() if tie.pk else None

    @transaction.atomic
    def unshare(self, *, by: User) -> Act:
        """Take it back: from now on nobody there is told to ask me about them, whoever else they were made one with."""
        by.wait_in_line()
        with one_act(by=by, verb="shared_tie.unshare", about=str(self)) as act:
            if self.pk is not None:
                same = Q(tie__person__in=made_one_with(self.tie.person_id), owner=self.owner_id, group=self.group_id)
                for row in SharedTie.objects.filter(Q(pk=self.pk) | same):
                    act.remove(row)
        return act


def made_one_with(person: int) -> set[int]:
    """Those who are this person by now: were they taken apart again, they would be shared as before."""
    found, front = set[int](), {person}
    while front:
        front = set(Person.objects.filter(merged_into__in=front).values_list("pk", flat=True)) - found
        found |= front
    return found


def refuse_unfindable(tie: Tie) -> None:
    """Nobody is found by a name, so there has to be something else; and whoever was let go is not shared."""
    said = {"name": tie.person.first_name}
    if tie.circle == Circle.LET_GO:
        raise Refusal(_("You let %(name)s go. Move them to another circle first.") % said)
    person = tie.person
    reached = Detail.objects.applied().filter(person=person, kind__in=REACHED_BY).exclude(key="").exists()
    if not (reached or person.account_id or person.account_person_id):
        raise Refusal(_("Keep a mail address or a phone number of %(name)s first: nobody is found by name.") % said)
