"""`cookout pair ROSTER`: who should meet whom, of files alone. It starts without Django."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date

from cookout.science.errors import ScienceError
from cookout.science.on_files import Parser, carried_out
from cookout.science.pairing.answer import Answer
from cookout.science.pairing.from_files import MOST_WEEKS, Wishes, plan_of_files
from cookout.science.pairing.reading.people import People
from cookout.science.pairing.reading.roster import MOST_A_MONTH
from cookout.science.pairing.shown.as_json import as_json
from cookout.science.pairing.shown.rows import HEAD, rows
from cookout.science.pairing.shown.terminal import report
from cookout.science.pairing.worth import Wanted
from cookout.science.shown.progress import Shown
from cookout.science.shown.writing import whole_file, write_table
from cookout.science.tables.days import read_days

MOST_MONTHS, MOST_SECONDS, MOST_SEED = 600, 3600, 2**63 - 1

HELP = """Who should meet whom in the next weeks: a plan of 1-2-1s that no other exceeds, with its proof.

ROSTER is a table with the columns name and classification; further ones are weeks (week 1, 2026-12-07) or time slots
(week 1 morning, Tue evening) with yes or no. CSV, XLSX and ODS. per_month and since are read as well."""

AFTER = "docs/pair.md explains the tables, the gains and every key of the JSON."


def main(argv: Sequence[str]) -> int:
    """Run `cookout pair` with these words; 0 when done, 2 when not, with a sentence on the error output."""
    asked = parser().parse_args(list(argv))
    shown = Shown(sys.stderr, patience=0)

    def work() -> None:
        _fits_together(asked)
        answer = plan_of_files(_wishes(asked), lambda: shown("Looking for the best plan", -1))
        shown.clear()
        _written(asked, answer)
        _told(asked, answer)

    return carried_out(work, shown)


def parser() -> argparse.ArgumentParser:
    """What can be said."""
    told = Parser(
        prog="cookout pair", description=HELP, epilog=AFTER, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    told.add_argument("roster", metavar="ROSTER", help="a table of the members")
    known = told.add_argument_group("what is known")
    known.add_argument("--history", metavar="FILE", help="a table a, b, date of 1-2-1s that were held")
    known.add_argument(
        "--gains", metavar="FILE", help="a table a, b, gain: what a meeting of two gains; no: they may not meet"
    )
    known.add_argument("--only-listed", action="store_true", help="only pairs that --gains names may meet")
    known.add_argument("--blank", choices=("yes", "no"), help="what an empty mark under a week means")
    rules = told.add_argument_group("the plan")
    rules.add_argument(
        "--weeks",
        type=_number(1, MOST_WEEKS),
        default=0,
        metavar="N",
        help="how many weeks (default: those that the roster names, else 4)",
    )
    rules.add_argument("--per-month", type=_number(0, MOST_A_MONTH), default=4, metavar="N",
        help="how often each member meets in a month at most (default: 4)")  # fmt: skip
    rules.add_argument("--months-apart", type=_number(0, MOST_MONTHS), default=3, metavar="N",
        help="who met within so many months does not meet again (default: 3)")  # fmt: skip
    rules.add_argument("--apart", action="store_true", help="members of one classification never meet")
    rules.add_argument("--from", dest="first", type=_day, metavar="2026-12-07",
        help="the first week (default: the first that the roster names, else the next)")  # fmt: skip
    rules.add_argument("--hat", type=_number(0, MOST_WEEKS), default=0, metavar="N",
        help="how many of each member's pairs are drawn at random (default: 0)")  # fmt: skip
    rules.add_argument(
        "--seed", type=_number(0, MOST_SEED), default=0, metavar="N", help="the same seed, the same plan (default: 0)"
    )
    rules.add_argument("--seconds", type=_number(1, MOST_SECONDS), default=20, metavar="N",
        help="about how long to look for a better plan (default: 20)")  # fmt: skip
    out = told.add_argument_group("answering")
    out.add_argument("--json", action="store_true", help="print the plan as JSON")
    out.add_argument("--csv", metavar="FILE", help="write the pairs as CSV")
    out.add_argument("--xlsx", metavar="FILE", help="write them as a workbook")
    out.add_argument("--ics", metavar="FILE", help="write them as a calendar")
    out.add_argument("--member", metavar="NAME", help="whose pairs the calendar holds (default: everybody's)")
    return told


def _number(least: int, most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 20 and least <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"“{text}” is no whole number from {least:,} to {most:,}")
        return int(text)

    return number


def _day(text: str) -> date:
    days = read_days([text])
    if text not in days.of:
        raise argparse.ArgumentTypeError(f"“{text}” is no day; write it as 2026-12-07")
    return days.of[text]


def _fits_together(asked: argparse.Namespace) -> None:
    if asked.only_listed and not asked.gains:
        raise ScienceError("--only-listed needs --gains FILE, which lists the pairs that may meet.")
    if asked.member and not asked.ics:
        raise ScienceError("--member says whose pairs a calendar holds. Say --ics FILE as well.")
    read = {os.path.realpath(name) for name in (asked.roster, asked.history, asked.gains) if name}
    out = [name for name in (asked.csv, asked.xlsx, asked.ics) if name]
    lost = next((name for name in out if os.path.realpath(name) in read), None)
    if lost:
        raise ScienceError(f"“{lost}” is read, and would be lost. Name another file to write to.")
    if len({os.path.realpath(name) for name in out}) < len(out):
        raise ScienceError(f"Two kinds of files cannot both be “{out[0]}”. Name two files.")


def _wishes(asked: argparse.Namespace) -> Wishes:
    return Wishes(
        asked.roster, asked.history or "", asked.gains or "", weeks=asked.weeks, per_month=asked.per_month,
        first=asked.first, hat=asked.hat, seed=asked.seed, seconds=asked.seconds, blank=asked.blank or "",
        wanted=Wanted(asked.months_apart, asked.apart, asked.only_listed),
    )  # fmt: skip


def _written(asked: argparse.Namespace, answer: Answer) -> None:
    """The files that were asked for; all are made before the first is written."""
    made = {}
    if asked.xlsx:
        from cookout.science.pairing.shown.workbook import workbook  # noqa: PLC0415  (the library starts slowly)

        made[asked.xlsx] = workbook(answer)
    if asked.ics:
        from cookout.science.pairing.shown.calendar_file import calendar  # noqa: PLC0415  (the library starts slowly)

        made[asked.ics] = calendar(answer, _member(answer, asked.member))
    if asked.csv:
        write_table(asked.csv, HEAD, rows(answer))
    for path, content in made.items():
        with whole_file(path) as file:
            file.buffer.write(content)


def _member(answer: Answer, name: str | None) -> str:
    """The member who is called so, as the roster writes her."""
    if not name:
        return ""
    people = People.of(answer.members)
    at = people.find(name)
    if at is None:
        raise ScienceError(f"--member: nobody on the roster is called “{name}”.{people.nearest(name)}")
    return answer.members[at]


def _told(asked: argparse.Namespace, answer: Answer) -> None:
    if asked.json:
        print(as_json(answer))
    else:
        report(answer, sys.stdout)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
