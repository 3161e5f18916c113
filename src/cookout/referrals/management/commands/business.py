"""`cookout business ID 1,480.00 --currency USD`: note what a won referral brought; without words, the totals."""

import datetime as dt
import uuid
from typing import Any

from django.core.management.base import CommandError, CommandParser

from cookout.core.amounts import amount_of
from cookout.core.management.base import UserCommand
from cookout.core.models import User
from cookout.referrals.models import ClosedBusiness, Referral
from cookout.referrals.models.business import last_currency
from cookout.referrals.models.money import Totals, by_chain, by_person


class Command(UserCommand):
    """Closed business on the command line."""

    help = "Note what a won referral brought: cookout business ID 1,480.00 --currency USD. Without words: the totals."

    def add_arguments(self, parser: CommandParser) -> None:
        """Of which referral, how much."""
        super().add_arguments(parser)
        parser.add_argument("referral", nargs="?", type=uuid.UUID, help="its id; “cookout refer --list --all” tells it")
        parser.add_argument("amount", nargs="?", default="", help="such as 1,480.00 or “€1 480”")
        parser.add_argument("--currency", default="", help="three letters; else as written, or as you noted last")
        parser.add_argument("--repeat", action="store_true", default=None, help="repeat business, not new")
        parser.add_argument("--share", action="store_true", help="the referrer may know about how much it was")
        parser.add_argument("--note", default="", help="for what; you alone read it")
        parser.add_argument("--on", type=dt.date.fromisoformat, metavar="DATE", help="such as 2026-03-01 (else today)")
        parser.add_argument("--uid", type=uuid.UUID, help="an id of your own: the same again is the same business")

    def act(self, user: User, **options: Any) -> dict[str, Any]:
        """Note one, or count all."""
        if options["referral"] is not None:
            _noted(user, options)
        return {
            "by_person": [{"name": name, "totals": _said(totals)} for name, _person, totals in by_person(user)],
            "by_chain": [{"name": one.prospect.called, "totals": _said(totals)} for one, totals in by_chain(user)],
        }

    def show(self, result: Any) -> None:
        """A line for each person, and for each tree."""
        for heading, rows in (("By who referred", result["by_person"]), ("By tree", result["by_chain"])):
            if rows:
                self.stdout.write(heading)
            for row in rows:
                self.stdout.write(f"  {row['name']}: {', '.join(row['totals'])}")
        if not result["by_person"]:
            self.stdout.write("Nothing noted yet: cookout business ID 1,480.00 --currency USD")


def _said(totals: Totals) -> list[str]:
    return [total.said.replace("\N{NO-BREAK SPACE}", " ") for total in totals]


def _noted(user: User, options: dict[str, Any]) -> ClosedBusiness:
    one = Referral.objects.visible_to(user).filter(uid=options["referral"]).first()
    if one is None:
        raise CommandError("There is no referral of yours with this id.")
    named = any(letter.isalpha() or letter in "$€£¥" for letter in options["amount"])
    paid = amount_of(options["amount"], options["currency"] or ("" if named else last_currency(user)))
    return ClosedBusiness.close(
        by=user, referral=one, amount=paid.amount, currency=paid.currency, is_repeat=options["repeat"],
        shares_band=options["share"], note=options["note"], on=options["on"], uid=options["uid"],
    )  # fmt: skip
