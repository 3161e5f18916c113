"""No sequence of acts leaves the ledger's sums at odds with its lines, nor its lines at odds with what happened."""

from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from cookout.referrals.tests.ledger_life import Ledgers

pytestmark = pytest.mark.django_db(transaction=True)

TURNS: dict[str, str] = {
    "a meeting kept, then undone, and kept after all": "accept, move meeting, undo, move meeting, undo, move meeting",
    "won, then undone": "accept, move won, undo, move lost",
    "won, put right to lost": "accept, move won, correct lost, undo",
    "met, then put right: nobody was met": "accept, move meeting, correct tried, move reached",
    "met, lost, and then no fit": "accept, move meeting, move lost, correct not_a_fit, correct lost, correct meeting",
    "nobody reached, then won": "accept, move tried, move lost, correct won, undo",
    "said no to, then taken on": "decline, undo, accept, move meeting",
    "taken back, and given again": "withdraw, undo, withdraw, undo, undo",
    "a name that nobody asked yet": "begin name, agree, undo, agree, accept, move won",
    "not mine, then mine after all": "begin noted, accept, move won, disown, undo, disown",
    "not mine, said at once, then mine": "begin noted, disown, undo",
    "it went well, which nobody may hear": "accept, move meeting, say well, quiet, loud, quiet, undo, move won, undo",
    "it did not go well, and the step was none": "accept, move meeting, move won, say not_well, undo, move lost",
    "what went so-so, after a word of praise": "accept, move reached, say well, week, move won, say so_so, undo",
    "they want peace, and it was won": "accept, move won, peace, correct lost",
    "they want peace at once": "peace, settle",
    "they want peace, and she never sent them": "begin noted, accept, peace, disown",
    "another amount": "accept, move won, sell, sell otherwise, undo, undo, undo",
    "two cards of one": "begin card 0, accept, move won, begin card 1, merge, move lost, part, undo, undo, undo",
    "grown out of another": "accept, move won, begin noted, hang, accept, move lost, undo, undo, undo",
    "the same news twice": "accept, twice meeting, settle, twice won, undo, settle",
    "who referred has left": "accept, move meeting, begin noted, erase ben, settle",
    "who was given it has left": "accept, move won, say so_so, begin card 0, erase ada, settle",
}
"""How hearts are changed; each is walked in every run, for chance may miss it."""


class Walked(Ledgers):
    """The same life, by a line of words, the latest referral meant; the sums are looked at after each."""

    one = 0

    def walk(self, turns: str) -> None:
        """Do one after the other."""
        try:
            self.do("begin", "given")
            for turn in turns.split(", "):
                self.do(*turn.split(" ", 1))
                self.the_sums_are_those_of_what_happened()
                self.nothing_that_was_written_has_changed()
        finally:
            self.teardown()

    def do(self, what: str, how: str = "") -> None:
        """One thing, which must not be refused: else it tells nothing."""
        first, before = min(self.tales, default=0), len(self.acts)
        acts: dict[str, Any] = {
            "move": lambda: self.move(pk=self.one, state=how, twice=False),
            "twice": lambda: self.move(pk=self.one, state=how, twice=True),
            "correct": lambda: self.correct(pk=self.one, state=how),
            "decline": lambda: self.decline(pk=self.one),
            "quiet": lambda: self.keep_quiet(pk=self.one, is_so=True),
            "loud": lambda: self.keep_quiet(pk=self.one, is_so=False),
            "disown": lambda: self.disown(pk=self.one),
            "merge": self.merge,
            "part": self.part,
            "hang": lambda: self.hang(pk=self.one, above=first),
            "sell": lambda: self.sell_otherwise(remove=False) if how else self.sell(pk=self.one, amount=100),
            **{verb: lambda verb=verb: self.answer(pk=self.one, who=WHO[verb], verb=verb) for verb in WHO},
        }
        quiet: dict[str, Any] = {
            "peace": lambda: self.leave_alone(pk=self.one),
            "say": lambda: self.say(pk=self.one, rating=how, may_tell=True),
            "week": lambda: self.time_passes(days=8),
            "settle": self.settle_again,
            "erase": lambda: self.erase(sure=0, who=how),
        }
        if what == "begin":
            self.one = self.begin(agreed=None if how == "name" else True, how="given" if how == "name" else how)
        elif what == "undo":
            stood = [act for act in self.acts if act.pk not in self.back]
            self.undo(which=len(self.acts) - 1 - self.acts.index(stood[-1]))
            stood[-1].refresh_from_db()
            assert stood[-1].undone_at is not None, f"{stood[-1].verb} was not undone"
            self.back.add(stood[-1].pk)
        elif what in quiet:
            quiet[what]()
        else:
            acts[what]()
            assert len(self.acts) > before, f"{what} {how} was refused"

    def __init__(self) -> None:
        super().__init__()
        self.back: set[int] = set()


WHO = {"agree": "ada", "accept": "ada", "withdraw": "ben"}


def run(examples: int, steps: int) -> None:
    """So many lives of so many acts."""
    quiet = list(HealthCheck)
    run_state_machine_as_test(
        Ledgers,
        settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=quiet),
    )  # type: ignore[no-untyped-call]  # hypothesis does not say


def test_no_known_turn_leaves_sums_at_odds_with_lines() -> None:
    for name, turns in TURNS.items():
        try:
            Walked().walk(turns)
        except Exception as error:
            error.add_note(f"Walked: {name}")
            raise


def test_no_short_sequence_leaves_sums_at_odds_with_lines() -> None:
    run(examples=8, steps=15)


@pytest.mark.proof
def test_no_sequence_leaves_sums_at_odds_with_lines() -> None:
    run(examples=80, steps=30)
