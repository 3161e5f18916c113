"""Whom I met may be somebody I have: asked with its reason, answered by me, and nobody is lost or doubled by it."""

from typing import Self

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Act, Identified, User, one_act
from cookout.core.refusal import Refusal
from cookout.events.models.settling import move_to
from cookout.people.models import Distinct, Person
from cookout.ties.models import Tie


class LikenessQuerySet(models.QuerySet["Likeness"]):
    """Sets of likenesses."""

    def visible_to(self, user: User) -> Self:
        """Of one's own encounters, with people one may see."""
        mine = self.filter(encounter__owner=user, encounter__deleted_at=None)
        # Each person is looked up: as a list of ten thousand, SQLite would walk along it for every encounter.
        people = Person.objects.visible_to(user).filter(pk=OuterRef("person"))
        return mine.filter(Exists(people), encounter__tie__in=Tie.objects.visible_to(user))

    def open(self) -> Self:
        """Not answered, and still a question (twin of `Likeness.is_open`)."""
        return self.filter(is_same=None, answered_at=None)


class Likeness(Identified):
    """Whom I met may be somebody I have already: shown with the reason and answered by me, never guessed."""

    goes_along = True

    class Reason(models.TextChoices):
        """What is alike."""

        MAIL = "mail", _("the same mail")
        PHONE = "phone", _("the same phone")
        NAME = "name", _("the same name")

    encounter = models.ForeignKey("events.Encounter", on_delete=models.CASCADE, related_name="likenesses")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=5, choices=Reason)
    is_same = models.BooleanField(_("the same person"), null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = LikenessQuerySet.as_manager()

    class Meta:
        verbose_name = _("likeness")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["encounter", "person"], name="likeness_once"),
            models.CheckConstraint(
                name="likeness_answered_or_not",
                condition=Q(is_same=None, answered_at=None) | Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.encounter_id} ~ {self.person_id}"

    @property
    def is_open(self) -> bool:
        """Not answered, and still a question (twin of `LikenessQuerySet.open`)."""
        return self.is_same is None and self.answered_at is None

    @property
    def is_settled(self) -> bool:
        """Whether the question fell away, because another answer has said who it is."""
        return self.is_same is None and self.answered_at is not None

    @transaction.atomic
    def answer(self, *, same: bool, by: User) -> Act:
        """Say whether it is the same person; then all of it goes there, and Undo takes it apart. Twice is once."""
        by.wait_in_line()
        self.refresh_from_db()
        if self.is_same and not same:
            raise Refusal(_("You said that it is the same person. Undo that first."))
        with one_act(by=by, verb="likeness.answer", about=self.person.full_name) as act:
            if self.is_same == same or (same and self.is_settled and self._is_so_already()):
                return act
            if same:
                self._refuse_gone()
                caught = self.encounter.tie
                act.update(self, is_same=True, answered_at=timezone.now())
                self._ask_on(caught, act)
                move_to(self.person, caught, by=by, act=act)
            else:
                act.update(self, is_same=False, answered_at=timezone.now())
                self._remember_two(by)
        return act

    def _remember_two(self, by: User) -> None:
        """Two cards of my book that are two people are not asked about elsewhere either."""
        caught = self.encounter.tie.person
        if caught.keeper_id == self.person.keeper_id == by.pk and caught != self.person:
            Distinct.say(caught, self.person, by=by)

    def _is_so_already(self) -> bool:
        return self.encounter.tie.person_id == self.person_id

    def _refuse_gone(self) -> None:
        """Both are there still, and the one I met is nobody else yet."""
        caught = self.encounter.tie.person
        if caught.deleted_at or self.encounter.deleted_at or self.person.deleted_at:
            raise Refusal(_("One of the two is not there any more, so nothing was changed."))
        if not self.encounter.brought or self._is_so_already():
            said = {"name": caught.full_name}
            raise Refusal(_("You said meanwhile that this is %(name)s. Undo that first.") % said)

    def _ask_on(self, caught: Tie, act: Act) -> None:
        """What was asked of the person I caught is from now on a question about the known one, or none any more."""
        known = self.person
        for row in Likeness.objects.open().filter(encounter__tie=caught).select_related("person"):
            _close(row, act)
            _ask_either(known, row.person, row.reason, act)
        for row in Likeness.objects.open().filter(person=caught.person_id).select_related("encounter__tie__person"):
            _close(row, act)
            _ask_either(known, row.encounter.tie.person, row.reason, act)


def _close(row: Likeness, act: Act) -> None:
    act.update(row, answered_at=timezone.now())


def _ask_either(one: Person, other: Person, reason: str, act: Act) -> None:
    """Ask whether two people are the same, of whichever an encounter brought; of two who were there, nothing."""
    if one.pk == other.pk:
        return
    for caught, known in ((other, one), (one, other)):
        brought = {"encounters__brought": True, "encounters__deleted_at": None}
        tie = Tie.objects.filter(person=caught, deleted_at=None, **brought).first()
        if tie is None:
            continue
        encounter = tie.encounters.filter(brought=True, deleted_at=None)[0]
        asked = Likeness.objects.filter(encounter=encounter, person=known).first()
        if asked is None:
            act.create(Likeness(encounter=encounter, person=known, reason=reason))
        elif asked.is_settled:
            act.update(asked, answered_at=None)
        return
