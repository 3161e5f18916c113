"""Two cards of one person made one, by hand, and taken apart again; and two that are two, so that nobody asks again.

One person stays. The other becomes a tombstone that points to them: out of the book (`deleted_at`), never swept, so
that an old link, a file that comes again and an unmerge still find it. What hung on it moves, in whatever room it is.
"""

from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cookout.core.models import Act, Identified, User, one_act
from cookout.core.refusal import Refusal
from cookout.people.models.comparing import differing
from cookout.people.models.moving import Holders, Moving, edited_since, holders
from cookout.people.models.person import NAME_FIELDS, Person
from cookout.people.signals import people_merged, people_parted

CHOICES = {"name": NAME_FIELDS, "photo": ("photo",), "classification": ("classification",)}
"""What may be taken from the one who goes, where both say something."""

FILLED = ("classification", "photo", "account_person")
"""What the one who stays gets where it is empty."""


class MergeQuerySet(models.QuerySet["Merge"]):
    """Sets of merges."""

    def visible_to(self, user: User) -> Self:
        """Only one's own."""
        return self.filter(keeper=user)

    def standing(self) -> Self:
        """Not taken apart again."""
        return self.filter(ended_at=None)


class Merge(Identified):
    """That two people of a book are one: who stays, who went, and what moved, row by row and column by column."""

    goes_along = True

    keeper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="merges")
    kept = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="merges")
    gone = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="merged_away")
    moved = models.JSONField(default=list)
    changed = models.JSONField(default=list)
    fused = models.JSONField(default=list)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("merge")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["gone"], condition=Q(ended_at=None), name="merge_once"),
            models.CheckConstraint(condition=~Q(kept=models.F("gone")), name="merge_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} → {self.kept_id}"

    @classmethod
    @transaction.atomic
    def make(cls, kept: Person, gone: Person, *, by: User, take: "frozenset[str]" = frozenset()) -> Act:
        """Make the two one; `take` names what the one who goes says better. Twice is once."""
        by.wait_in_line()
        kept.refresh_from_db()
        gone.refresh_from_db()
        with one_act(by=by, verb="person.merge", about=kept.full_name) as act:
            if gone.merged_into_id == kept.pk:
                return act
            _refuse(kept, gone, by, take)
            moving = Moving(act)
            moving.hand_over(gone, kept)
            _fill(kept, gone, moving, take)
            people_merged.send(sender=Person, kept=kept, gone=gone, by=by, take=take, moving=moving)
            act.update(gone, merged_into=kept, deleted_at=timezone.now())
            act.create(cls(keeper=by, kept=kept, gone=gone, **moving.told))
            _refresh(kept, gone)
        return act

    @transaction.atomic
    def end(self, *, by: User) -> "tuple[Act, list[str]]":
        """Take the two apart: all that came goes back, edited or not. Says in sentences what was decided since and
        therefore stays. Twice is once."""
        by.wait_in_line()
        if not Merge.objects.filter(pk=self.pk).exists():  # an Undo came first
            raise Refusal(_("The two are two again by now."))
        self.refresh_from_db()
        gone, kept = self.gone, self.kept
        with one_act(by=by, verb="person.unmerge", about=gone.full_name) as act:
            if self.ended_at is not None:
                return act, []
            act.update(gone, merged_into=None, deleted_at=None)
            standing = list(Merge.objects.standing().filter(keeper=by).exclude(pk=self.pk))
            moving = Moving(act)
            there = holders([*standing, self])
            back, stuck = moving.give_back(self.moved, there)
            left = moving.restore(self)
            for other in (later for later in standing if later.pk > self.pk):  # what moved on since goes home at once
                act.update(other, moved=[row for row in other.moved if tuple(row[:3]) not in back])
            act.update(self, ended_at=timezone.now(), moved=stuck)
            self._free_others(act, moving, there)
            people_parted.send(sender=Person, kept=kept, gone=gone, by=by)
            _refresh(kept, gone)
            return act, _said(kept, gone, left)

    def _free_others(self, act: Act, moving: Moving, there: Holders) -> None:
        """What another row stood in the way of when its own merge ended goes home as soon as the way is free."""
        for other in Merge.objects.filter(keeper=self.keeper, ended_at__isnull=False).exclude(moved=[]):
            back, stuck = moving.give_back(other.moved, there)
            if back:
                act.update(other, moved=stuck)

    @property
    def stays(self) -> list[str]:
        """What would stay where it is if the two were taken apart now, in sentences."""
        return _said(self.kept, self.gone, edited_since(self))


class Distinct(Identified):
    """That two people of a book are two: asked once, answered by me, not asked again."""

    goes_along = True

    keeper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    one = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="distinct_from")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="distinct_to")

    class Meta:
        verbose_name = gettext_lazy("two people")
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="distinct_once"),
            models.CheckConstraint(condition=~Q(one=models.F("other")), name="distinct_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} ≠ {self.other_id}"

    @classmethod
    @transaction.atomic
    def say(cls, one: Person, other: Person, *, by: User) -> Act:
        """They are two people. Twice is once."""
        by.wait_in_line()
        if one.pk == other.pk or {one.keeper_id, other.keeper_id} != {by.pk}:
            raise Refusal(_("Name two people of your own book."))
        with one_act(by=by, verb="person.distinct", about=one.full_name) as act:
            if not cls.said(by) & {frozenset((one.pk, other.pk))}:
                act.create(cls(keeper=by, one=one, other=other))
        return act

    @classmethod
    def said(cls, user: User) -> set[frozenset[int]]:
        """The pairs of this user's of whom it was said."""
        return {frozenset(pair) for pair in cls.objects.filter(keeper=user).values_list("one", "other")}


def _refuse(kept: Person, gone: Person, by: User, take: "frozenset[str]") -> None:
    if kept.pk == gone.pk:
        raise Refusal(_("This is one person already. Choose two."))
    for person in (kept, gone):
        if person.keeper_id != by.pk or not Person.objects.kept_by(by).filter(pk=person.pk).exists():
            raise Refusal(_("%(name)s is not in your book any more, so nothing was changed.") % {"name": person})
    if kept.account_person_id and gone.account_person_id and kept.account_person_id != gone.account_person_id:
        raise Refusal(_("The two are linked to two members. Unlink the one that is not true first."))
    offered = {*CHOICES, *(one.name for one in differing(kept, gone, by=by) if one.asks)}
    if unknown := sorted(take - offered):
        said = {"what": unknown[0][:40], "offered": ", ".join(sorted(offered))}
        raise Refusal(_("There is no “%(what)s” to take from the one who goes. There is: %(offered)s.") % said)


def _fill(kept: Person, gone: Person, moving: Moving, take: "frozenset[str]") -> None:
    chosen = [CHOICES[choice] for choice in sorted(take & CHOICES.keys())]
    names = [name for parts in chosen for name in parts if any(getattr(gone, part) for part in parts)]
    names += [name for name in FILLED if not getattr(kept, name) and getattr(gone, name)]
    moving.change(kept, **{name: getattr(gone, name) for name in names})


def _refresh(kept: Person, gone: Person) -> None:
    for person in (kept, gone):
        person.refresh_from_db()
        person.refresh_words()


def _said(kept: Person, gone: Person, left: list[str]) -> list[str]:
    """What stays where it is, in sentences."""
    said = {"kept": kept.full_name, "gone": gone.full_name}
    told = [_("What you added since you made them one stays with %(kept)s.") % said]
    if left:
        told.append(
            _("You changed since: %(what)s. That stays with %(kept)s; %(gone)s has it as it was before.")
            % {**said, "what": ", ".join(left)}
        )
    return told


def refuse_half_undo(act: Act) -> None:
    """No merge and no unmerge is undone out of order: half of it would be left behind."""
    pks = act.changes.filter(model="people.merge").values_list("object_id", flat=True)
    for merge in Merge.objects.filter(pk__in=list(pks)).select_related("gone", "kept"):
        made = act.changes.filter(model="people.merge", object_id=merge.pk, before__isnull=True).exists()
        later = Merge.objects.standing().filter(pk__gt=merge.pk)
        if made and merge.ended_at is not None:
            raise Refusal(_("You took %(name)s apart again since. Undo that first.") % {"name": merge.gone})
        ended = not made and merge.ended_at is not None
        on = later.filter(Q(gone=merge.kept_id) if made else Q(gone__in=(merge.gone_id, merge.kept_id))).first()
        if on is None and ended:
            on = later.filter(kept=merge.gone_id).first()
        if on is not None:
            raise Refusal(_("You made %(name)s one with somebody since. Take that apart first.") % {"name": on.gone})


def now_known_as(user: User, uid: Any) -> Person | None:
    """Who a person of this id became, where they were made one with somebody; nobody where they were not."""
    person = Person.objects.filter(keeper=user, uid=uid).exclude(merged_into=None).first()
    for _step in range(100):
        if person is None or person.merged_into_id is None:
            break
        person = person.merged_into
    return person if person is not None and person.deleted_at is None else None


def seen_by(user: User, uid: Any) -> Person | None:
    """This person if the user may see them, or who they became; for ids that come in a form or a body."""
    return Person.objects.visible_to(user).filter(uid=uid).first() or now_known_as(user, uid)


def seen_or_404(user: User, uid: Any) -> Person:
    """The same; nothing is there where it is nobody."""
    person = seen_by(user, uid)
    if person is None:
        raise Http404
    return person


def known_by(user: User, uid: Any) -> Person:
    """This person of my book, or who they became when they were made one with somebody; else nothing is there."""
    person = Person.objects.kept_by(user).with_details().filter(uid=uid).first() or now_known_as(user, uid)
    if person is None:
        raise Http404
    return person
