"""`cookout triage`: who waits to be sorted; `cookout triage NAME deep`: decide."""

import datetime as dt
import uuid
from typing import Any

from django.core.management.base import CommandParser

from cookout.core.management.base import UserCommand
from cookout.core.models import User, one_act
from cookout.core.refusal import Refusal
from cookout.ties import rules
from cookout.ties.models import Tie, Triage, local_today, person_called
from cookout.ties.models.sorting import Card, Queue

MOST = 20
"""So many who wait are listed."""

VERDICTS = ("deep", "active", "light", "not-now", "let-go")


class Command(UserCommand):
    """List who waits, or decide on somebody."""

    help = "Show who waits to be sorted; decide: cookout triage Mo deep --reason “three yeses”."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whom, what, why, when next."""
        super().add_arguments(parser)
        parser.add_argument("name", nargs="?", default="", help="the person, by name or id; without: who waits")
        parser.add_argument("verdict", nargs="?", choices=VERDICTS, help="what you decide")
        parser.add_argument("--reason", default="", help="why, in a line for yourself")
        parser.add_argument("--on", default="", help="the follow-up, or with not-now the day to be asked again")
        parser.add_argument("--steps-back", default="", metavar="NAME", help="who makes room in a full circle")
        parser.add_argument("--uid", type=uuid.UUID, help="an id of your own: the same again is the same decision")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """List, or decide."""
        if not options["name"]:
            return self._waiting(user)
        if not options["verdict"]:
            raise Refusal(f"Say what you decide on {options['name']}: {', '.join(VERDICTS)}.")
        person = person_called(options["name"], by=user)
        verdict, day = options["verdict"].replace("-", "_"), self._day(user, options)
        steps_back = None
        if options["steps_back"]:
            steps_back = Tie.objects.between(user, person_called(options["steps_back"], by=user))
        is_later = verdict == Triage.Verdict.NOT_NOW
        with one_act(by=user, verb="triage.decide", about=person.full_name):
            made = Triage.decide(
                Tie.objects.between(user, person), verdict, by=user, reason=options["reason"],
                ask_on=day if is_later else None, follow_up_on=None if is_later else day, steps_back=steps_back,
                uid=options["uid"],
            )  # fmt: skip
        return {"uid": made.uid, "person": person.uid, "name": person.full_name, "verdict": made.verdict,
                "said": f"{person.full_name}: {made.get_verdict_display()}", "on": day}  # fmt: skip

    def show(self, result: Any) -> None:
        """Who waits, a line each; or the decision."""
        if "said" in result:
            self.stdout.write(result["said"] + (f", next {result['on']}." if result["on"] else "."))
            return
        for row in result["next"]:
            since = f"  waits since {row['since']}" if row["since"] else ""
            self.stdout.write(f"{row['name']:<30} {row['headline']}{since}")
        self.stdout.write(f"{result['count']} to sort." if result["count"] else "Everyone is sorted.")

    def _waiting(self, user: User) -> dict[str, Any]:
        queue = Queue.of(user)
        cards = [Card.of(user, person) for person in queue.part(0, MOST)]
        rows = [
            {"person": card.person.uid, "name": card.person.full_name, "headline": card.person.headline,
             "since": card.since}
            for card in cards
        ]  # fmt: skip
        return {"count": queue.count(), "next": rows}

    def _day(self, user: User, options: dict[str, Any]) -> dt.date | None:
        """The day that was said, else the one by the decision; whoever is let go has none."""
        today, verdict = local_today(user), options["verdict"]
        if options["on"]:
            day = rules.day_ahead(options["on"], today=today)
            if day is None:
                raise Refusal(f"“{options['on']}” is not a day that can be read. Write it as 2026-03-01.")
            return day
        days = {**rules.FOLLOW_UP_DAYS, "not-now": rules.ASK_AGAIN_DAYS}.get(verdict)
        return None if days is None else today + dt.timedelta(days=days)
