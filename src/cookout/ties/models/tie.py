"""The tie: what is between me and a person. All of it is private to its owner.

No row means: unsorted, nothing decided. A tie is made by the first act on it, so that an address book of a hundred
thousand people costs nothing here.
"""

import datetime as dt
import math
import uuid
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core import audiences
from cookout.core.asked import once
from cookout.core.ids import uuid7
from cookout.core.models import Act, Deletable, Identified, User, one_act, record
from cookout.core.refusal import Refusal
from cookout.people.models import Person, is_brought_in
from cookout.science import capacity
from cookout.science import ties as science
from cookout.ties import rules
from cookout.ties.models.capacity import Capacity, is_crowded
from cookout.ties.models.follow_up import done_by_contact
from cookout.ties.models.kept import Fact, Mark, Note, Promise, Touch, local_today, refuse_to_come

DERIVED = ["last_touch_on", "touch_days", "own_rhythm", "due_on", "overdue_on"]
"""The columns that `derive` computes from the touches."""

CHUNK = 500


class Circle(models.TextChoices):
    """How deep I go, one at a time."""

    UNSORTED = "unsorted", _("Unsorted")
    COOKOUT = "cookout", _("Cookout list")
    ACTIVE = "active", _("Active")
    LIGHT = "light", _("Light")
    LET_GO = "let_go", _("Let go")


class CircleFull(Refusal):
    """No seat is open: someone has to step back, or the hours have to grow."""

    def __init__(self, circle: str, seats: int) -> None:
        super().__init__(
            _("All %(seats)s seats of “%(circle)s” are taken. Say who steps back, or raise your hours.")
            % {"seats": seats, "circle": Circle(circle).label}
        )
        self.circle = circle
        self.seats = seats


class TieQuerySet(models.QuerySet["Tie"]):
    """Sets of ties."""

    def visible_to(self, user: User) -> "TieQuerySet":
        """Only one's own, with people who are part of the book or of one's groups."""
        there = Q(is_brought_in(user, "person__origin"), person__keeper=user)
        for people in audiences.shared_with(user).values():
            there |= Q(person__in=people)
        return self.filter(there, owner=user, deleted_at=None, person__deleted_at=None)

    def with_owner(self) -> "TieQuerySet":
        """Fetch what the rhythm depends on, so that it costs no query per row."""
        return self.select_related("person", "owner__person__classification", "owner__capacity")

    def seated(self) -> "TieQuerySet":
        """In one of the three circles with a finite capacity."""
        return self.filter(circle__in=rules.SEATED)

    def due_by(self, day: dt.date) -> "TieQuerySet":
        """Due on that day or before."""
        return self.filter(due_on__lte=day)

    def to_sort(self, day: dt.date | None = None) -> "TieQuerySet":
        """Those on whom I said I would decide, whoever waits longest first; with a day: by then."""
        waiting = self.exclude(sort_on=None) if day is None else self.filter(sort_on__lte=day)
        return waiting.order_by("sort_on", "pk")

    def between(self, user: User, person: Person) -> "Tie":
        """The tie of this user with this person; not saved yet where nothing was ever decided."""
        asked = self.filter(owner=user, person=person, deleted_at=None).with_owner()
        known = once(("tie", user.pk, person.pk), asked.order_by("pk").first)
        if known is None and person.account_id == user.pk:
            raise Refusal(_("This is you. A tie takes two."))
        return known or Tie(owner=user, person=person)

    def refresh_all(self) -> None:
        """Compute the derived columns of all these ties anew, a few hundred at a time."""
        pks = list(self.values_list("pk", flat=True))
        for start in range(0, len(pks), CHUNK):
            ties = list(Tie.objects.filter(pk__in=pks[start : start + CHUNK]).with_owner())
            days: dict[int, set[int]] = {tie.pk: set() for tie in ties}
            touches = Touch.objects.there().filter(tie__in=ties).order_by().values_list("tie_id", "on")
            for pk, on in touches:
                days[pk].add(on.toordinal())
            for tie in ties:
                tie.derive(sorted(days[tie.pk]))
            Tie.objects.bulk_update(ties, DERIVED)


class Tie(Identified, Deletable):
    """One owner's side of one relationship."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="ties")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="ties")
    circle = models.CharField(_("circle"), max_length=8, choices=Circle, default=Circle.UNSORTED)
    circle_since = models.DateField(default=timezone.localdate)
    wished_days = models.PositiveSmallIntegerField(_("wished days between contacts"), null=True, blank=True)
    longest_days = models.PositiveSmallIntegerField(_("longest days between contacts"), null=True, blank=True)
    client_since = models.DateField(_("client since"), null=True, blank=True)
    how_met = models.CharField(_("how we met"), max_length=300, blank=True)
    met_on = models.DateField(_("met on"), null=True, blank=True)
    sort_on = models.DateField(_("to be decided by"), null=True, blank=True)
    waits_since = models.DateField(_("waits since"), null=True, blank=True)
    # Derived from the touches, so that Today is one query; written anew by `refresh`.
    last_touch_on = models.DateField(null=True, blank=True, editable=False)
    touch_days = models.PositiveIntegerField(default=0, editable=False)
    own_rhythm = models.FloatField(null=True, blank=True, editable=False)
    due_on = models.DateField(null=True, blank=True, editable=False)
    overdue_on = models.DateField(null=True, blank=True, editable=False)

    objects = TieQuerySet.as_manager()

    class Meta:
        verbose_name = _("tie")
        constraints = [
            models.UniqueConstraint(fields=["owner", "person"], condition=Q(deleted_at=None), name="tie_once"),
            models.UniqueConstraint(fields=["owner", "uid"], name="tie_uid_unique"),
        ]
        indexes = [
            models.Index(fields=["owner", "due_on"], name="tie_due"),
            models.Index(fields=["owner", "circle"], name="tie_circle"),
            models.Index(fields=["owner", "sort_on"], name="tie_to_sort", condition=Q(sort_on__isnull=False)),
            models.Index(fields=["owner", "own_rhythm"], name="tie_rhythm", condition=Q(own_rhythm__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.owner} → {self.person}"

    @property
    def is_client(self) -> bool:
        """Whether this person buys from me."""
        return self.client_since is not None

    @property
    def met(self) -> str:
        """How we met, as the beginning of a sentence that ends with the day."""
        return self.how_met.rstrip(" .")

    @property
    def rhythm(self) -> rules.Rhythm | None:
        """How often I want to be in touch: set here, or by circle and by how crowded my trade is."""
        crowded = is_crowded(self.owner)
        return rules.rhythm(self.circle, wished=self.wished_days, longest=self.longest_days, crowded=crowded)

    def picture(self, today: dt.date) -> science.Picture:
        """What is drawn: the present gap over the tie's own rhythm, or over the wished one (by the stored columns)."""
        if self.last_touch_on is None:
            return science.picture(None, self.own_rhythm, None)
        wished = (self.due_on - self.last_touch_on).days if self.due_on else None
        return science.picture((today - self.last_touch_on).days, self.own_rhythm, wished)

    @property
    def is_built_upon(self) -> bool:
        """Whether something of any room hangs on it, or a circle or a day was decided."""
        if self.circle != Circle.UNSORTED or self.sort_on is not None:
            return True
        for relation in self._meta.related_objects:
            rows = relation.related_model._base_manager.filter(**{relation.field.name: self})
            if issubclass(relation.related_model, Deletable):
                rows = rows.filter(deleted_at=None)
            if rows.exists():
                return True
        return False

    def latest_marks(self) -> "dict[str, Mark]":
        """The mark of each kind that counts now."""
        return {mark.kind: mark for mark in self.marks.order_by("on", "pk")}

    def lets_undo(self, before: dict[str, Any] | None, *, by: User) -> bool:
        """Back into a circle only where a seat is open by now; a tie is gone only where nothing hangs on it since."""
        if before is None and self.is_built_upon:
            return False
        circle = (before or {}).get("circle", self.circle)
        return circle == self.circle or circle not in rules.SEATED or self._has_seat(circle)

    # Verbs

    @transaction.atomic
    def touch(
        self,
        *,
        by: User,
        kind: str,
        on: dt.date,
        text: str = "",
        by_me: bool | None = None,
        uid: uuid.UUID | None = None,
    ) -> "Touch":
        """Note a contact; any touch resets the rhythm, whoever began it. The same `uid` again is the same touch."""
        known = Touch.objects.filter(owner=by, uid=uid).first() if uid else None
        if known is not None:
            return known
        refuse_to_come(on, by)
        act = self.begin(by, "touch.note")
        touch = Touch(owner=by, tie=self, kind=kind, on=on, text=text.strip(), by_me=by_me, uid=uid or uuid7())
        act.create(touch)
        done_by_contact(self, on, act)
        self.refresh()
        return touch

    @transaction.atomic
    def move(self, circle: str, *, by: User, steps_back: "Tie | None" = None) -> Act:
        """Go deeper or step back. A full circle refuses unless somebody steps back."""
        steps_back = self._room_in(circle, steps_back)
        act = self.begin(by, "tie.move")
        decided = {} if circle == Circle.UNSORTED else {"sort_on": None, "waits_since": None}
        if circle == self.circle:
            act.update(self, **decided)
            return act
        if steps_back is not None:
            act.update(steps_back, circle=rules.below(circle), circle_since=local_today(self.owner))
            steps_back.refresh()
        act.update(self, circle=circle, circle_since=local_today(by), **decided)
        self.refresh()
        return act

    @classmethod
    def move_all(cls, people: Iterable[Person], circle: str, *, by: User) -> Act:
        """Give all of them the same circle, or none where the seats do not suffice."""
        with one_act(by=by, verb="tie.move", about=str(Circle(circle).label)) as act:
            for person in people:
                cls.objects.between(by, person).move(circle, by=by)
        return act

    @transaction.atomic
    def keep_rhythm(self, *, by: User, wished: int | None, longest: int | None) -> Act:
        """Set how often I want to be in touch; nothing means the circle's own."""
        act = self.begin(by, "tie.rhythm")
        act.update(self, wished_days=wished, longest_days=longest)
        self.refresh()
        return act

    @transaction.atomic
    def describe(self, *, by: User, **values: Any) -> Act:
        """Change how and when we met, and since when this person is a client."""
        act = self.begin(by, "tie.describe")
        act.update(self, **values)
        return act

    @transaction.atomic
    def mark(
        self,
        kind: str,
        value: int,
        *,
        by: User,
        reason: str = "",
        on: dt.date | None = None,
        uid: uuid.UUID | None = None,
    ) -> "Mark":
        """Judge know, like, trust or care with 0 to 3, and say why."""
        known = Mark.objects.filter(tie=self, uid=uid).first() if uid and self.pk else None
        if known is not None:
            return known
        act = self.begin(by, "tie.mark")
        mark = Mark(
            tie=self, kind=kind, value=value, reason=reason.strip(), on=on or local_today(by), uid=uid or uuid7()
        )
        act.create(mark)
        return mark

    @transaction.atomic
    def promise(
        self,
        text: str,
        *,
        by: User,
        due_on: dt.date,
        made_on: dt.date | None = None,
        uid: uuid.UUID | None = None,
    ) -> "Promise":
        """Say that I will do something for this person by a day."""
        known = Promise.objects.filter(owner=by, uid=uid).first() if uid else None
        if known is not None:
            return known
        act = self.begin(by, "promise.make")
        promise = Promise(
            owner=by,
            tie=self,
            text=text.strip(),
            due_on=due_on,
            made_on=made_on or local_today(by),
            uid=uid or uuid7(),
        )
        act.create(promise)
        return promise

    @transaction.atomic
    def learn(
        self, facet: str, text: str, *, by: User, source: str = "", learned_on: dt.date | None = None,
        uid: uuid.UUID | None = None, prompt: str = "",
    ) -> "Fact":  # fmt: skip
        """Keep something I learned about this person, with source and date."""
        known = Fact.objects.filter(owner=by, uid=uid).first() if uid else None
        if known is not None:
            return known
        act = self.begin(by, "fact.learn")
        fact = Fact(
            owner=by, tie=self, facet=facet, prompt=prompt, text=text.strip(), source=source.strip(),
            learned_on=learned_on or local_today(by), uid=uid or uuid7(),
        )  # fmt: skip
        act.create(fact)
        return fact

    @transaction.atomic
    def write(self, text: str, *, by: User, uid: uuid.UUID | None = None) -> "Note":
        """Write a note."""
        known = Note.objects.filter(owner=by, uid=uid).first() if uid else None
        if known is not None:
            return known
        act = self.begin(by, "note.write")
        note = Note(owner=by, tie=self, text=text.strip(), on=local_today(by), uid=uid or uuid7())
        act.create(note)
        return note

    def refresh(self) -> None:
        """Compute the derived columns from the touches."""
        self.derive(sorted({on.toordinal() for on in self.touches.there().values_list("on", flat=True)}))
        self.save(update_fields=DERIVED)

    def derive(self, days: list[int]) -> None:
        """Set the derived columns from the distinct days with a touch, in order."""
        self.last_touch_on = dt.date.fromordinal(days[-1]) if days else None
        self.touch_days = len(days)
        self.own_rhythm = science.own_rhythm(days)
        self.due_on, self.overdue_on = rules.due_dates(
            self.rhythm, last_touch_on=self.last_touch_on, since=self.circle_since
        )

    def begin(self, by: User, verb: str) -> Act:
        """Begin an act on this tie; the first one makes the tie."""
        act = record(by=by, verb=verb, about=self.person.full_name)
        if self.pk is None:
            act.create(self)
        return act

    def _room_in(self, circle: str, steps_back: "Tie | None") -> "Tie | None":
        """Who has to step back so that there is room, nobody where a seat is open; refuse where nobody does."""
        if circle == self.circle or circle not in rules.SEATED:
            return None
        if self._has_seat(circle):
            return None
        if steps_back is None or steps_back.circle != circle or steps_back.owner_id != self.owner_id:
            raise CircleFull(circle, Capacity.of(self.owner).seats(circle))
        return steps_back

    def _has_seat(self, circle: str) -> bool:
        # Waiting keeps two quick taps from taking the same last seat.
        self.owner.wait_in_line()
        taken = Tie.objects.visible_to(self.owner).filter(circle=circle).count()
        return taken < Capacity.of(self.owner).seats(circle)


def who_may_step_back(user: User, circle: str) -> list[Tie]:
    """Those who sit in a circle, the least of the tie left first."""
    today = local_today(user)
    seated = list(Tie.objects.visible_to(user).filter(circle=circle).select_related("person"))
    rings = [tie.picture(today).ring for tie in seated]
    order = capacity.who_steps_back(
        [math.nan if ring is None else ring for ring in rings],
        [tie.circle_since.toordinal() for tie in seated],
        most=len(seated),
    )
    return [seated[place] for place in order]
