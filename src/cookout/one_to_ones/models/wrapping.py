"""What the wrap-up offers, seen from one seat: ideas for promises, times to think, days for the next 1-2-1."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.models import User
from cookout.one_to_ones import rules
from cookout.one_to_ones.models.kinds import State
from cookout.one_to_ones.models.one_to_one import OneToOne
from cookout.one_to_ones.models.seat import Seat
from cookout.one_to_ones.models.thinking import ThinkingSlot, taken_times
from cookout.one_to_ones.models.whom import account_of
from cookout.one_to_ones.models.wrap_up import WrapUp, promised_in
from cookout.people.models import Person, ProfileEntry
from cookout.ties.models import Fact, Promise

IDEAS = {
    "goals.help": _("Help with “%(text)s”"),
    "customers.ideal": _("Look for somebody who fits: “%(text)s”"),
    "good_referral.trigger": _("Listen for: “%(text)s”"),
}
"""What helps them, by the question of the dance card that it answers; the first of each is offered."""

QUOTED = 200
"""Longer words are cut in an idea: it is a beginning, and a promise is short."""

NEXT_WEEKS = (4, 6, 12)
"""In so many weeks one may meet again."""


@dataclass(frozen=True, slots=True)
class Wrapping:
    """Everything that the page, programs and commands know of one wrap-up."""

    one: OneToOne
    other: Seat
    person: Person | None
    about: str
    wrap_up: WrapUp | None
    must_confirm: bool
    promised: tuple[Promise, ...]
    ideas: tuple[str, ...]
    think_times: tuple[dt.datetime, ...]
    slot: ThinkingSlot | None
    next_times: tuple[dt.datetime, ...]
    coming: OneToOne | None

    @property
    def helps_them(self) -> bool:
        """It was about them, or about both: something is to be done for them."""
        return self.about != "me" and self.person is not None

    @property
    def helps_me(self) -> bool:
        """It was about me, or about both: they can help once they know more."""
        return self.about != "them" and self.person is not None

    @property
    def is_fellow(self) -> bool:
        """Whether a next one has to be proposed, because they have an account."""
        return self.person is not None and account_of(self.person) is not None

    @property
    def may_be_missed(self) -> bool:
        """Whether one can say that it did not happen."""
        return self.one.state == State.PLANNED

    @property
    def is_too_early(self) -> bool:
        """Nothing to wrap up: no time was agreed, or it is still to come."""
        one = self.one
        not_begun = one.starts_at is None or one.starts_at > timezone.now()
        return not one.took_place and (not_begun or one.state in {State.PROPOSED, State.DECLINED})


def wrapping(one: OneToOne, user: User) -> Wrapping:
    """Read it all."""
    person, now = one.person_for(user), timezone.now()
    taken = taken_times(user, now, days=7 * max(NEXT_WEEKS) + 7)
    slots = ThinkingSlot.objects.visible_to(user).filter(one_to_one=one)
    return Wrapping(
        one=one,
        other=one.other(user),
        person=person,
        about=one.about(user),
        wrap_up=WrapUp.objects.visible_to(user).filter(one_to_one=one).first(),
        must_confirm=one.seat(user).says_at is None,
        promised=tuple(promised_in(one, user)),
        ideas=tuple(_ideas(user, person)) if person else (),
        think_times=tuple(rules.thinking_times(now, user.zone, taken=taken)),
        slot=slots.first(),
        next_times=tuple(_next_times(one, now, taken)),
        coming=_coming(user, person),
    )


def _ideas(user: User, person: Person) -> list[str]:
    """From what they tell, else from what I learned: one idea for each question that says how to help."""
    people = [person.pk, person.account_person_id or 0]
    told = ProfileEntry.objects.visible_to(user).filter(person__in=people, prompt__in=IDEAS)
    learned = Fact.objects.visible_to(user).filter(tie__person=person, prompt__in=IDEAS).order_by("-learned_on", "-pk")
    known: dict[str, str] = {}
    for prompt, text in (*told.values_list("prompt", "text"), *learned.values_list("prompt", "text")):
        known.setdefault(prompt, " ".join(text.split()))
    return [str(idea) % {"text": _cut(known[prompt])} for prompt, idea in IDEAS.items() if prompt in known]


def _cut(text: str) -> str:
    text = text.rstrip(".")
    return text if len(text) <= QUOTED else text[:QUOTED].rsplit(" ", 1)[0] + "…"


def _next_times(one: OneToOne, now: dt.datetime, taken: list[tuple[dt.datetime, int]]) -> list[dt.datetime]:
    """The same hour on the wall, some weeks later, where nothing else is."""
    start = one.starts_at or now
    times = [rules.weeks_later(start, weeks, one.zone) for weeks in NEXT_WEEKS]
    return [at for at in times if at > now and not any(rules.overlap(at, one.minutes, *other) for other in taken)]


def _coming(user: User, person: Person | None) -> OneToOne | None:
    """The next one with this person, where there is one already."""
    if person is None:
        return None
    future = OneToOne.objects.of(user, person).open().exclude(starts_at__lte=timezone.now())
    return future.order_by("starts_at", "pk").first()
