"""`cookout backtest ties FILE` and `… reputation FILE`: how our scores would have done. It starts without Django."""

import argparse
import json
import math
import sys
from collections.abc import Sequence
from dataclasses import asdict

from cookout.science.backtest import reputation, ties
from cookout.science.backtest.anchors import Anchors, of_reputation, of_ties
from cookout.science.backtest.reading import read_contacts, read_ratings
from cookout.science.on_files import Parser, carried_out
from cookout.science.shown.progress import Shown

HELP = """How well would our scores have foretold what came next? On a table of contacts (src, dst, t) or of ratings
(rater, ratee, rating, t), as .csv or .csv.gz, always from the past alone. t is in seconds, or 2026-04-30."""

AFTER = "docs/backtest.md explains every figure, and those printed beside ours."

MOST_DAYS = 100_000


def main(argv: Sequence[str]) -> int:
    """Run `cookout backtest` with these words; 0 when done, 2 when not, with a sentence on the error output."""
    asked = parser().parse_args(list(argv))
    return carried_out(lambda: _of_ties(asked) if asked.what == "ties" else _of_reputation(asked), Shown(sys.stderr))


def parser() -> argparse.ArgumentParser:
    """What can be said."""
    told = Parser(
        prog="cookout backtest", description=HELP, epilog=AFTER, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    told.add_argument("what", choices=("ties", "reputation"), help="which scores are judged")
    told.add_argument("file", metavar="FILE", help="the table")
    of_contacts = told.add_argument_group("ties")
    of_contacts.add_argument("--from", dest="start", type=_days, default=112.0, metavar="DAYS",
        help="the burn-in: the first cut-off, so many days after the first contact (default: 112)")  # fmt: skip
    of_contacts.add_argument("--cut", type=_days, default=28.0, metavar="DAYS",
        help="how many days lie between cut-offs (default: 28)")  # fmt: skip
    of_contacts.add_argument("--horizon", type=_days, default=28.0, metavar="DAYS",
        help="who is in contact within so many days came (default: 28)")  # fmt: skip
    of_contacts.add_argument("--until", type=_days, metavar="DAYS", help="judge by nothing later than this day")
    of_contacts.add_argument("--score", action="append", default=[], metavar="NAME",
        help="recency, frequency, distinct-days, 1/(1+age) or decay-DAYS; several times if need be")  # fmt: skip
    of_ratings = told.add_argument_group("reputation")
    of_ratings.add_argument("--half-life", type=_days, metavar="DAYS",
        help="the score beta forgets by half in so many days (default: never)")  # fmt: skip
    of_ratings.add_argument("--learned", action="store_true", help="also fit a mix of everything, on the past alone")
    of_ratings.add_argument("--burn-in", type=_share, default=reputation.BURN_IN, metavar="PERCENT",
        help="the share of the ratings that is only learned from (default: 25)")  # fmt: skip
    told.add_argument("--json", action="store_true", help="print every figure as JSON")
    return told


def _days(text: str) -> float:
    return _between(0, MOST_DAYS, text, "number of days")


def _share(text: str) -> float:
    return _between(0, 99.99, text, "share in percent") / 100


def _between(low: float, high: float, text: str, what: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not low < value <= high:
        raise argparse.ArgumentTypeError(f"“{text}” is no {what} above {low:g} and up to {high:,g}")
    return value


def _of_ties(asked: argparse.Namespace) -> None:
    rows = read_contacts(asked.file)
    window = ties.Window(asked.start, asked.cut, asked.horizon, asked.until)
    done = ties.back_test(rows.one, rows.other, rows.seconds, window, tuple(dict.fromkeys(asked.score)) or ties.SPOKEN)
    beside = of_ties(done, window)
    if asked.json:
        return _json(asdict(done), beside)
    print(
        f"{done.contacts:,} contacts of {done.people:,} people in {done.days:,.0f} days. {len(done.cuts)} cut-offs,"
        f" days {done.cuts[0]:g} to {done.cuts[-1]:g}, each judged by the {window.horizon:g} days after it:\n"
        f"{done.points:,} times somebody known could come, {done.base_rate:.1%} did. A: all who are known;"
        f" B: those silent for more than {window.horizon:g} days."
    )
    _table(("AUC", "of first 5"), [(f"{one.task} {one.score}", one.auc, one.precision) for one in done.told], beside, 3)
    return None


def _of_reputation(asked: argparse.Namespace) -> None:
    rows = read_ratings(asked.file)
    done = reputation.back_test(
        rows.one, rows.other, rows.rating, rows.seconds,
        half_life=asked.half_life, learned=asked.learned, burn_in=asked.burn_in,
    )  # fmt: skip
    beside = of_reputation(done, asked.half_life, asked.burn_in)
    if asked.json:
        return _json(asdict(done), beside)
    print(
        f"{done.ratings:,} ratings among {done.people:,} people in {done.days:,.0f} days. Judged: {done.judged:,} of"
        f" people rated before, {done.bad:.1%} below zero.\nAUC is of “the next rating is below zero”."
    )
    _table(("AUC", "error"), [(one.score, one.auc, one.error) for one in done.told], beside, 2)
    return None


def _table(heads: tuple[str, str], rows: Sequence[tuple[str, float, float]], beside: Anchors | None, digits: int
           ) -> None:  # fmt: skip
    figures = beside.figures if beside else {}
    width = max(len(row[0]) for row in rows)
    print(f"\n{'':{width}}  {heads[0]:>10}  {heads[1]:>10}" + (f"  {'published':>12}" if figures else ""))
    for name, first, second in rows:
        known = figures.get(name)
        told = f"  {known[0]:>5.3f} · {known[1]:.2f}" if known else ""
        print(f"{name:{width}}  {_figure(first, 3)}  {_figure(second, digits)}{told}")
    if beside:
        print(f"\nThe file has the shape of “{beside.name}”" + (
            "; published: the figures of docs/backtest.md." if figures
            else f". To compare with what is published, say {beside.asked}."
        ))  # fmt: skip


def _figure(value: float, digits: int) -> str:
    return f"{'–':>10}" if math.isnan(value) else f"{value:>10.{digits}f}"


def _json(found: dict[str, object], beside: Anchors | None) -> None:
    print(json.dumps(_known({**found, "published": asdict(beside) if beside else None}), ensure_ascii=False, indent=1))


def _known(value: object) -> object:
    """The same with nothing in place of what is no number, which JSON has no word for."""
    if isinstance(value, dict):
        return {key: _known(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_known(one) for one in value]
    return None if isinstance(value, float) and math.isnan(value) else value
