"""What was said the last time, and what is open between us: mine alone, on the prep sheet."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from cookout.core.models import User
from cookout.one_to_ones.models.asking import shortened
from cookout.one_to_ones.models.coverage import Past
from cookout.one_to_ones.models.wrap_up import WrapUp
from cookout.one_to_ones.models.written import Answer
from cookout.ties.models import Promise

WRAPPED_UP_WITHIN = dt.timedelta(days=7)
"""What was promised so soon after a 1-2-1 was promised there."""


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """One promise of mine: by when, and whether it is kept."""

    uid: str
    text: str
    due_on: dt.date
    made_on: dt.date
    kept: bool


@dataclass(frozen=True, slots=True)
class Said:
    """One answer I wrote down."""

    question: str
    text: str


@dataclass(frozen=True, slots=True)
class Last:
    """The last 1-2-1: when, in one line how it went, what I wrote down, what I promised."""

    one_to_one: str
    on: dt.date
    line: str
    said: tuple[Said, ...]
    promises: tuple[PromiseLine, ...]


def open_promises(user: User, ties: Sequence[int]) -> tuple[PromiseLine, ...]:
    """What I promised this person and have not done, soonest first."""
    return tuple(map(_promised, Promise.objects.visible_to(user).open().filter(tie__in=ties)))


def last_time(user: User, past: Past, ties: Sequence[int]) -> Last:
    """What I wrote down, how it went and what I promised."""
    answers = Answer.objects.visible_to(user).filter(one_to_one=past.pk)
    line = WrapUp.objects.visible_to(user).filter(one_to_one=past.pk).values_list("line", flat=True).first()
    made = Promise.objects.visible_to(user).filter(
        tie__in=ties, made_on__gte=past.on, made_on__lte=past.on + WRAPPED_UP_WITHIN
    )
    return Last(
        one_to_one=past.uid,
        on=past.on,
        line=line or "",
        said=tuple(Said(one.question, shortened(one.text, 160)) for one in answers if one.text.strip()),
        promises=tuple(map(_promised, made)),
    )


def _promised(row: Promise) -> PromiseLine:
    return PromiseLine(str(row.uid), row.text, row.due_on, row.made_on, row.kept_at is not None)
