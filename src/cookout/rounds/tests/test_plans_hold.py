"""Whatever members do with a plan and in whichever order, it stays one: against the verifier, and a list kept beside.

Members say yes, no, another week, wish, leave, are away; who leads repairs; everybody takes back what she did.
"""

import datetime as dt
from collections import Counter
from typing import Any

import numpy as np
import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from cookout.core.models import Act, Letter, User
from cookout.core.refusal import Refusal
from cookout.core.testing import make_user
from cookout.groups.models import Leave, Membership
from cookout.rounds.models import Availability, DoNotPair, Pairing, Round
from cookout.rounds.models.asked import Asked
from cookout.rounds.models.repairing import repaired
from cookout.rounds.testing import announced, chapter, monday
from cookout.science.pairing.instance import Candidates, Plan, Rules
from cookout.science.pairing.verify import verify_plan

pytestmark = pytest.mark.django_db(transaction=True)

WEEKS, MOST = 3, 2
NAMES = ["Ada", "Ben", "Dora", "Finn", "Gus", "Hal", "Ida"]
who, week = st.integers(0, len(NAMES) - 1), st.integers(1, WEEKS)


class Lives(RuleBasedStateMachine):
    """Seven members, three weeks, two 1-2-1s each; Ada hosts."""

    def __init__(self) -> None:
        super().__init__()
        self.around = transaction.atomic()
        self.around.__enter__()
        self.users = [make_user(f"{name} Example", is_host=name == "Ada") for name in NAMES]
        self.group, self.seats = chapter(*self.users)
        a, b, d, f, g, h, i = self.seats
        self.round, _rows = announced(
            self.group, [(a, b, 1), (d, f, 1), (g, h, 2), (b, d, 2), (a, i, 3)], weeks=WEEKS, most=MOST
        )
        self.acts: list[tuple[User, Act]] = []

    def teardown(self) -> None:
        """Nothing stays."""
        transaction.set_rollback(True)
        self.around.__exit__(None, None, None)

    def did(self, by: User, verb: Any, **given: Any) -> None:
        """Do it; a refusal changes nothing."""
        before = self.rows()
        try:
            with transaction.atomic():
                act = verb(by=by, **given)
        except Refusal:
            assert self.rows() == before
        else:
            if isinstance(act, Act):
                self.acts.append((by, act))

    def rows(self) -> list[tuple[Any, ...]]:
        return list(Pairing.objects.order_by("pk").values_list("pk", "week", "slot", "ended_at", "ending"))

    def pair_of(self, member: int, place: int) -> Pairing | None:
        rows = list(Pairing.objects.standing().of(self.users[member]).order_by("week"))
        return rows[place % len(rows)] if rows else None

    @rule(member=who, place=who)
    def accept(self, member: int, place: int) -> None:
        if row := self.pair_of(member, place):
            self.did(self.users[member], row.accept)

    @rule(member=who, place=who)
    def decline(self, member: int, place: int) -> None:
        if row := self.pair_of(member, place):
            accepted = self.accepted() - {row.pk}
            self.did(self.users[member], row.decline)
            assert accepted <= self.stands() | self.broken()

    @rule(member=who, place=who, week=week)
    def swap(self, member: int, place: int, week: int) -> None:
        if row := self.pair_of(member, place):
            accepted = self.accepted() - {row.pk}
            self.did(self.users[member], row.swap, week=week)
            assert accepted <= self.stands() | self.broken()

    @rule(member=who, week=week, can=st.booleans())
    def say(self, member: int, week: int, can: bool) -> None:
        slots = ["morning"] if can else []
        self.did(self.users[member], Availability.say, membership=self.seats[member], slots=slots, week_on=monday(week))

    @rule(member=who, other=who)
    def wish(self, member: int, other: int) -> None:
        if member != other:
            before = self.rows()
            self.did(self.users[member], DoNotPair.wish, membership=self.seats[other])
            assert self.rows() == before

    @rule(member=st.integers(4, 6), week=week)
    def be_away(self, member: int, week: int) -> None:
        self.did(self.users[member], self.take_leave, member=member, week=week)

    def take_leave(self, *, by: User, member: int, week: int) -> None:
        start = monday(week)
        Leave.take(membership=self.seats[member], by=by, starts_on=start, ends_on=start + dt.timedelta(days=5))

    @rule()
    def ida_leaves(self) -> None:
        self.did(self.users[6], Membership.objects.get(pk=self.seats[6].pk).leave)

    @rule()
    def mend(self) -> None:
        accepted = self.accepted() - self.broken()
        self.did(self.users[0], lambda by: repaired(self.round, by=by))
        assert accepted <= self.stands()

    @rule(place=st.integers(0, 30))
    def undo(self, place: int) -> None:
        if not self.acts:
            return
        by, act = self.acts[-1 - place % len(self.acts)]
        plan = act.changes.filter(model="rounds.pairing").exists()
        before = self.rows()
        try:
            with transaction.atomic():
                undone = act.undo(by=by)
        except Refusal:
            assert self.rows() == before
        else:
            assert not (plan and undone.skipped), undone

    def accepted(self) -> set[int]:
        rows = Pairing.objects.standing().filter(replies__says="accepted")
        return set(rows.values_list("pk", flat=True))

    def stands(self) -> set[int]:
        return set(Pairing.objects.standing().values_list("pk", flat=True))

    def broken(self) -> set[int]:
        """Those of which one has left or is away in their week."""
        found = set()
        for row in Pairing.objects.select_related("round", "first", "second"):
            away = Leave.objects.filter(membership__in=row.both, deleted_at=None, starts_on=row.monday).exists()
            if away or any(seat.left_on is not None for seat in row.both):
                found.add(row.pk)
        return found

    @invariant()
    def nobody_meets_twice_in_a_week_or_more_often_than_she_can(self) -> None:
        rows = Pairing.objects.standing().filter(round=self.round)
        weeks = Counter((seat, row.week) for row in rows for seat in (row.first_id, row.second_id))
        assert max(weeks.values(), default=0) <= 1
        often = Counter(seat for row in rows for seat in (row.first_id, row.second_id))
        assert max(often.values(), default=0) <= MOST
        assert all(1 <= row.week <= WEEKS for row in rows)

    @invariant()
    def who_said_no_is_not_paired_with_the_same_again(self) -> None:
        rows = Pairing.objects.filter(round=self.round)
        no = {(row.first_id, row.second_id) for row in rows if row.ending == "declined"}
        assert not no & {(row.first_id, row.second_id) for row in rows if row.ended_at is None}

    @invariant()
    def value_and_bound_are_those_of_what_stands(self) -> None:
        made = Round.objects.get(pk=self.round.pk)
        gains = sum(Pairing.objects.standing().filter(round=made).values_list("gain", flat=True))
        assert made.value == gains
        assert made.upper_bound is not None
        assert made.upper_bound >= gains

    @invariant()
    def what_a_repair_began_holds_all_rules_of_then(self) -> None:
        """Nothing that was begun by a repair just now breaks the rules of now."""
        if self.acts and self.acts[-1][1].undone_at is None:
            self.check_new(self.acts[-1][1])

    def check_new(self, act: Act) -> None:
        begun = act.changes.filter(model="rounds.pairing", before__isnull=True).values_list("object_id", flat=True)
        rows = list(Pairing.objects.standing().filter(pk__in=list(begun)))
        asked = Asked.of(Round.objects.get(pk=self.round.pk))
        if not rows or Availability.objects.filter(created_at__gt=act.at).exists():
            return
        if DoNotPair.objects.filter(created_at__gt=act.at).exists() or Leave.objects.filter(
            created_at__gt=act.at).exists():  # fmt: skip
            return
        verify_new(asked, [row for row in rows if not row.is_accepted])

    @invariant()
    def nobody_reads_of_a_wish(self) -> None:
        assert not Act.objects.filter(verb__startswith="do_not_pair").exclude(about="").exists()
        assert not Letter.objects.filter(text__icontains="wish").exists()


def verify_new(asked: Asked, rows: list[Pairing]) -> None:
    """These alone, as a plan of the candidates and rules of now; what members had before is left out of the bound."""
    where = {
        (asked.memberships[one].pk, asked.memberships[other].pk): place
        for place, (one, other) in enumerate(
            zip(asked.candidates.first.tolist(), asked.candidates.second.tolist(), strict=True)
        )
    }
    slots = ["morning", "midday", "evening"]
    places = sorted((where[row.first_id, row.second_id], row.week - 1, slots.index(row.slot)) for row in rows)
    chosen, week, slot = (np.array([one[at] for one in places], np.int64) for at in range(3))
    value = int(asked.candidates.gain[chosen].sum())
    rules = Rules(WEEKS, np.full(len(asked.memberships), MOST), asked.rules.by_slot)
    every = Candidates(asked.candidates.members, asked.candidates.first, asked.candidates.second, asked.candidates.gain)
    verify_plan(every, rules, Plan(chosen, week, slot, value, value, "as it stands"))


def run(examples: int, steps: int) -> None:
    """So many lives of so many acts."""
    # Each step plans anew, so that making a failure smaller would take longer than reading it.
    told = {"phases": (Phase.explicit, Phase.generate), "suppress_health_check": list(HealthCheck), "deadline": None}
    run_state_machine_as_test(Lives, settings=settings(max_examples=examples, stateful_step_count=steps, **told))  # type: ignore[no-untyped-call]  # hypothesis does not say


def test_no_short_sequence_breaks_a_plan() -> None:
    run(examples=5, steps=12)


@pytest.mark.proof
def test_no_sequence_breaks_a_plan() -> None:
    run(examples=60, steps=30)
