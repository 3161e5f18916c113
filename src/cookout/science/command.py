"""`cookout study FILE…`: the study on files, without a database and without Django."""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence

from cookout.science.errors import ScienceError
from cookout.science.on_files import Parser, carried_out
from cookout.science.shown.progress import Shown
from cookout.science.shown.writing import write
from cookout.science.study.engines.duck import Duck, Engine
from cookout.science.study.from_files import Wishes, study_of_files
from cookout.science.study.reading.sources import is_table
from cookout.science.study.results import Study
from cookout.science.study.shown.as_json import as_json
from cookout.science.study.shown.html import drawing_alone, page
from cookout.science.study.shown.terminal import report
from cookout.science.study.simulated import region_of, study_of_region
from cookout.science.tables.months_text import read_months

MOST_THREADS, MOST_REDRAWS, MOST_DIGITS = 512, 1_000_000, 12

HELP = """Do 1-2-1s bring referrals? What tables of member-months, or of pairs, can tell of it, and what they cannot.

FILE is a table with the columns chapter, member, month, one_to_ones, referrals_given, referrals_received (others are
detected, or mapped with --column), or one of pairs: giver, receiver, month, met, referrals, suggested, probability.
CSV, Parquet and XLSX; folders and patterns too. Chapter reports are read as well: the attendance report (PALMS) and the
slips report, as XLS, XLSX or CSV, each of one month."""

AFTER = """In the program's own books: cookout study --mine, --group NAME, --region NAME.
docs/study.md explains every number with a worked example."""


def main(argv: Sequence[str]) -> int:
    """Run `cookout study` with these words; 0 when done, 2 when not, with a sentence on the error output."""
    asked = _parser().parse_args(list(argv))
    shown = Shown(sys.stderr)

    def work() -> None:
        _apart(asked)
        answered, about = _answered(asked, shown)
        shown.clear()
        _told(asked, answered, about)

    return carried_out(work, shown)


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="cookout study", description=HELP, epilog=AFTER, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("files", nargs="*", metavar="FILE")
    reading = parser.add_argument_group("reading")
    reading.add_argument("--column", action="append", default=[], metavar="MEANING=NAME",
        help="which column means what, for example one_to_ones=Treffen; may be said several times")  # fmt: skip
    reading.add_argument("--doubles", choices=("refuse", "sum"), default="refuse",
        help="what to do with two rows for one member and month (default: refuse)")  # fmt: skip
    reading.add_argument("--kind", choices=("months", "pairs"), help="which of the two tables the files are")
    reading.add_argument("--month", type=_month, metavar="2026-04",
        help="of which month chapter reports are, where neither their titles nor their names say it")  # fmt: skip
    reading.add_argument("--pairs", action="append", default=[], metavar="FILE", help="a table of pairs beside FILE")
    out = parser.add_argument_group("answering")
    out.add_argument("--json", action="store_true", help="print every number and sentence as JSON")
    out.add_argument("--exact", action="store_true", help="add the sentences for a statistician")
    out.add_argument("--html", metavar="FILE", help="write one page that stands alone")
    out.add_argument("--svg", metavar="FILE", help="write the picture")
    out.add_argument("--together", type=_whole, metavar="N", help="how many chapters could draw from hats together")
    out.add_argument("--redraws", type=_redraws, default=2000, help="redraws of the hat for its test (default: 2000)")
    out.add_argument("--seed", type=_seed, default=0, help="the same seed, the same p (default: 0)")
    work = parser.add_argument_group("working")
    work.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb", help="default: duckdb")
    work.add_argument("--master", metavar="URL", help="the Spark cluster; without it, Spark runs on this machine")
    work.add_argument("--memory", metavar="4GB", help="use no more; the rest is put on the disk")
    work.add_argument("--threads", type=_threads, metavar="N", help="use so many cores")
    sample = parser.add_argument_group("a region whose truth is known")
    sample.add_argument("--simulate", nargs="*", metavar="NAME=VALUE",
        help="chapters=20 members=24 months=12 theta=0.5 seed=1; theta 0 is no effect")  # fmt: skip
    sample.add_argument("--out", metavar="FOLDER", help="also leave its tables there")
    return parser


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < MOST_DIGITS) or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is no whole number from 1 on")
    return int(text)


def _seed(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < MOST_DIGITS):
        raise argparse.ArgumentTypeError(f"“{text}” is no whole number from 0 on")
    return int(text)


def _month(text: str) -> int:
    months = read_months([text])
    if text not in months.of or months.counted:
        raise argparse.ArgumentTypeError(f"“{text}” is no month; write it as 2026-04")
    return months.of[text]


def _threads(text: str) -> int:
    return _at_most(MOST_THREADS, text)


def _redraws(text: str) -> int:
    return _at_most(MOST_REDRAWS, text)


def _at_most(most: int, text: str) -> int:
    if _whole(text) > most:
        raise argparse.ArgumentTypeError(f"“{text}” is more than {most:,}")
    return _whole(text)


def _answered(asked: argparse.Namespace, shown: Shown) -> tuple[Study, Mapping[str, object]]:
    wishes = Wishes(
        columns=_columns(asked.column), doubles=asked.doubles, kind=asked.kind, month=asked.month,
        region_chapters=asked.together, redraws=asked.redraws, seed=asked.seed,
    )  # fmt: skip
    files = [*asked.files, *asked.pairs]
    if asked.simulate is not None:
        if files:
            raise ScienceError("Name files or --simulate, not both.")
        region = region_of(asked.simulate)
        return study_of_region(region, wishes, shown, asked.out), {"simulated": list(region.told)}
    if not files:
        raise ScienceError("Which table? Name one or more files, or say --simulate. `cookout study --help` says how.")
    engine = _engine(asked, shown)
    try:
        answered, table = study_of_files(files, wishes, engine, shown)
    finally:
        engine.close()
    return answered, {"files": files, "kind": table.kind, "columns": dict(table.columns)}


def _apart(asked: argparse.Namespace) -> None:
    """What is written must not take the place of a table, nor of the other."""
    named = [name for name in (asked.html, asked.svg) if name]
    for name in named:
        there = os.path.realpath(name)
        if os.path.isfile(there) and is_table(there):
            raise ScienceError(f"“{name}” is a table, and would be lost. Name another file.")
    if len({os.path.realpath(name) for name in named}) < len(named):
        raise ScienceError(f"The page and the picture cannot both be “{named[0]}”. Name two files.")


def _columns(said: Sequence[str]) -> dict[str, str]:
    found = {}
    for one in said:
        meaning, sign, name = one.partition("=")
        if not (meaning.strip() and sign and name.strip()):
            raise ScienceError(f"“{one}” maps nothing. Say --column MEANING=NAME, for example one_to_ones=Treffen.")
        found[meaning.strip()] = name.strip()
    return found


def _engine(asked: argparse.Namespace, shown: Shown) -> Engine:
    if asked.engine == "spark":
        from cookout.science.study.engines.spark import Spark  # noqa: PLC0415  (an extra, and Java: only on request)

        settings = {"spark.driver.memory": asked.memory} if asked.memory else {}
        return Spark(master=asked.master or f"local[{asked.threads or '*'}]", settings=settings, progress=shown)
    return Duck(memory=asked.memory, threads=asked.threads, progress=shown)


def _told(asked: argparse.Namespace, answered: Study, about: Mapping[str, object]) -> None:
    if asked.html:
        write(asked.html, page(answered))
    if asked.svg:
        write(asked.svg, drawing_alone(answered))
    if asked.json:
        print(as_json(answered, **about))
    else:
        report(answered, sys.stdout, exact=asked.exact)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
