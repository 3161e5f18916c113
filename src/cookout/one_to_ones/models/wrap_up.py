"""How it went, and what follows from it: promises, a thinking slot and the next 1-2-1. Private to whoever wrote it."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Act, Deletable, Identified, User, one_act
from cookout.core.refusal import Refusal
from cookout.one_to_ones.models.kinds import Focus
from cookout.one_to_ones.models.one_to_one import OneToOne
from cookout.one_to_ones.models.thinking import ThinkingSlot
from cookout.one_to_ones.models.whom import account_of
from cookout.people.models import Person
from cookout.ties.models import Promise, Tie

NEXT_FOCUS = {"me": Focus.SECOND, "them": Focus.FIRST, "both": Focus.BOTH}
"""Seen from whoever makes the next one: after one about me comes one about them."""


@dataclass(frozen=True, slots=True)
class Promised:
    """One promise as it was written; the same `uid` again is the same promise, and no words take it back."""

    text: str
    due_on: dt.date
    uid: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Following:
    """What follows from a 1-2-1. The ids make that the same form sent twice does nothing twice."""

    promises: tuple[Promised, ...] = ()
    think_at: dt.datetime | None = None
    think_uid: uuid.UUID | None = None
    next_at: dt.datetime | None = None
    next_uid: uuid.UUID | None = None
    despite: bool = False


class WrapUpQuerySet(models.QuerySet["WrapUp"]):
    """Sets of wrap-ups."""

    def visible_to(self, user: User) -> Self:
        """Only one's own."""
        return self.filter(owner=user, deleted_at=None)


class WrapUp(Identified, Deletable):
    """How it went, in one line, for me; what follows from it are promises, a thinking slot and the next 1-2-1."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="wrap_ups")
    one_to_one = models.ForeignKey(OneToOne, on_delete=models.CASCADE, related_name="wrap_ups")
    line = models.CharField(_("how it went"), max_length=300, blank=True)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = WrapUpQuerySet.as_manager()

    act: Act
    """What `finish` did, right after it, so that it can be taken back."""

    class Meta:
        verbose_name = _("wrap-up")
        constraints = [
            models.UniqueConstraint(fields=["owner", "uid"], name="wrap_up_uid_unique"),
            models.UniqueConstraint(fields=["owner", "one_to_one"], condition=Q(deleted_at=None), name="wrap_up_once"),
        ]

    def __str__(self) -> str:
        return self.line or str(self.one_to_one)

    @classmethod
    @transaction.atomic
    def finish(
        cls, one: OneToOne, *, by: User, line: str | None = None, following: Following | None = None
    ) -> "WrapUp":
        """Say that we met, how it went, and what follows: one act. Saying it again adds only what is new."""
        one = OneToOne.objects.select_for_update().get(pk=one.pk)
        following = following or Following()
        with one_act(by=by, verb="wrap_up.finish", about=one.other(by).name) as act:
            if one.seat(by).says_at is None:
                one.hold(by=by)
            wrap_up = cls._put(one, by, act, line)
            _promise(one, following.promises, by=by)
            _plan_to_think(one, following, by=by)
            _plan_the_next(one, following, by=by)
        wrap_up.act = act
        return wrap_up

    @classmethod
    def _put(cls, one: OneToOne, by: User, act: Act, line: str | None) -> "WrapUp":
        known = cls.objects.visible_to(by).filter(one_to_one=one).first()
        if known is None:
            known = cls(owner=by, one_to_one=one, line=(line or "").strip(), done_at=timezone.now())
            act.create(known)
        elif line is not None:
            act.update(known, line=line.strip())
        return known


def promised_in(one: OneToOne, user: User) -> "models.QuerySet[Promise]":
    """What I promised the other since it began, and what I had written into its notes before."""
    person = one.person_for(user)
    if person is None or one.starts_at is None:
        return Promise.objects.none()
    day = one.starts_at.astimezone(user.tzinfo).date()
    answers = one.answers.filter(owner=user, deleted_at=None).exclude(promised=[])
    noted = [uid for pairs in answers.values_list("promised", flat=True) for uid, _line in pairs]
    return Promise.objects.visible_to(user).filter(Q(made_on__gte=day) | Q(uid__in=noted), tie__person=person)


def _promise(one: OneToOne, promises: Iterable[Promised], *, by: User) -> None:
    tie: Tie | None = None
    for promised in promises:
        known = Promise.objects.filter(owner=by, uid=promised.uid).first() if promised.uid else None
        if known is not None:
            _reword(known, promised, by=by)
        elif text := promised.text.strip():
            tie = tie or Tie.objects.between(by, _whom(one, by))
            tie.promise(text, by=by, due_on=promised.due_on, uid=promised.uid)


def _reword(known: Promise, promised: Promised, *, by: User) -> None:
    """What was promised already may be said differently or taken back, as long as it is open."""
    text = promised.text.strip()
    if not known.is_open or (known.text, known.due_on) == (text, promised.due_on):
        return
    if text:
        known.correct(by=by, text=text, due_on=promised.due_on)
    else:
        known.remove(by=by)


def _plan_to_think(one: OneToOne, following: Following, *, by: User) -> None:
    if following.think_at is not None:
        ThinkingSlot.plan(
            by=by, person=_whom(one, by), one_to_one=one, starts_at=following.think_at, uid=following.think_uid,
            despite=following.despite,
        )  # fmt: skip


def _plan_the_next(one: OneToOne, following: Following, *, by: User) -> None:
    """Offer the time to a fellow member; note it with somebody without account."""
    if following.next_at is None:
        return
    person = _whom(one, by)
    as_this: dict[str, Any] = {
        "focus": NEXT_FOCUS[one.about(by)], "minutes": one.minutes, "where": one.where, "place": one.place,
        "uid": following.next_uid, "despite": following.despite,
    }  # fmt: skip
    if account_of(person) is not None:
        OneToOne.propose(by=by, person=person, times=[following.next_at], **as_this)
    elif following.next_at <= timezone.now():
        raise Refusal(_("This time has passed. Offer one that is still to come."))
    else:
        OneToOne.note(by=by, person=person, starts_at=following.next_at, **as_this)


def _whom(one: OneToOne, by: User) -> Person:
    person = one.person_for(by)
    if person is None:
        raise Refusal(_("%s is not among your people any more: nothing can be promised or planned.") % one.other(by))
    return person
