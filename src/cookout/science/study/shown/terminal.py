"""A study as a report for the terminal: sentences first, then what one can say, a chart in text, the numbers.

It fits 80 columns and keeps its colors to itself where it is piped.
"""

from collections.abc import Iterable
from io import StringIO
from textwrap import wrap
from typing import TextIO

from rich.console import Console
from rich.text import Text

from cookout.science.shown.harmless import harmless
from cookout.science.study.results import BANDS, NOTHING, OUTCOMES, Estimate, Facts, Study, Words
from cookout.science.study.shown.chart_text import interval_lines, ratio_lines
from cookout.science.study.shown.comparisons import comparisons
from cookout.science.study.shown.drawing import written
from cookout.science.study.shown.drawing_bands import band_name
from cookout.science.study.words.figures import between, plain_number
from cookout.science.study.words.months_named import month_named
from cookout.science.study.words.said import answer

WIDTH = 80


def report(study: Study, file: TextIO, *, exact: bool = False) -> None:
    """Write the report; with `exact` also the sentence for a statistician of every estimate."""
    # Drawn beside the file and handed over whole: a reader who leaves early is the caller's to deal with, not rich's.
    drawn = StringIO()
    console = Console(file=drawn, force_terminal=file.isatty(), width=WIDTH, highlight=False, emoji=False, markup=False)
    _head(console, study)
    _answer(console, study)
    _list(console, "What you can say", study.can_say, "✓", "green")
    settles = answer(study).settles
    _list(console, "What you cannot say yet", [one for one in study.cannot_say if one != settles], "?", "yellow")
    _list(console, "About the table", [one.shown for one in study.complaints], "!", "yellow")
    _bands(console, study)
    _comparisons(console, study)
    _numbers(console, study)
    if exact:
        _list(console, "For a statistician", _exact(study.estimates.values()), "·", "dim")
    else:
        console.print(Text("--exact adds the sentences for a statistician; --json has every number.", style="dim"))
    file.write(drawn.getvalue())


def _head(console: Console, study: Study) -> None:
    console.print(Text("Do 1-2-1s bring referrals here?", style="bold"))
    _paragraph(console, Text(holds(study.facts), style="dim"))


def holds(facts: Facts) -> str:
    """What the table holds, in one line."""
    parts = []
    if facts.rows:
        parts.append(f"{_many(facts.rows, 'member-month')}, {_many(facts.members, 'member')}")
    if facts.pair_months:
        parts.append(f"{_many(facts.pair_months, 'month')} of {_many(facts.pairs, 'pair')}")
    if facts.chapters > 1:
        parts.append(f"{facts.chapters:,} chapters")
    if facts.rows or facts.pair_months:
        parts.append(f"{month_named(facts.first)} to {month_named(facts.last)}")
    return ", ".join(parts) or "The table has no rows."


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _answer(console: Console, study: Study) -> None:
    told = answer(study)
    console.print()
    _paragraph(console, Text(str(told.claim), style="bold"))
    console.print()
    for name, words in (
        ("How sure", [told.sure]),
        ("What it may mean", [told.meaning, told.other]),
        ("What would settle it", [told.settles]),
    ):
        text = " ".join(str(one) for one in words if one != NOTHING)
        _paragraph(console, Text.assemble((f"{name}: ", "bold cyan"), text))
    console.print()


def _paragraph(console: Console, text: Text) -> None:
    """Wrapped, without blanks at the ends of lines."""
    for line in text.wrap(console, WIDTH):
        line.rstrip()
        console.print(line)


def _list(console: Console, title: str, items: Iterable[Words], mark: str, style: str) -> None:
    items = list(items)
    if not items:
        return
    console.print(Text(title, style="bold"))
    for words in items:
        for place, line in enumerate(wrap(harmless(str(words)), WIDTH - 4)):
            console.print(Text.assemble((f" {mark if place == 0 else ' '} ", style), line))
    console.print()


def _lines(console: Console, lines: Iterable[str]) -> None:
    for line in lines:
        console.print(Text(f" {line}".rstrip()))
    console.print()


def _bands(console: Console, study: Study) -> None:
    rows = {outcome: [(band_name(band), study.get(f"band.{outcome}.{band}")) for band in BANDS] for outcome in OUTCOMES}
    every = [one for some in rows.values() for _name, one in some]
    if not any(one.n for one in every):
        return
    console.print(Text("Referrals per member and month: mean and 95% interval", style="bold"))
    for outcome, title in (("received", "Received"), ("given", "Given")):
        _lines(console, interval_lines(title, rows[outcome], every))


def _comparisons(console: Console, study: Study) -> None:
    console.print(Text("Is it the 1-2-1s, or the kind of people who hold them?", style="bold"))
    console.print("The further down, the fairer the comparison. Referrals received; 1 is no effect.")
    rows = comparisons(study)
    _lines(console, ratio_lines([(str(row.name), str(row.under), written(row.estimate), row.estimate) for row in rows]))


SHOWN = (
    ("months", "3–4 over 0–1, by month", "×"),
    ("members", "3+ over ≤ 1, by yearly average", "×"),
    ("pearson", "Pearson’s correlation", ""),
    ("spearman", "Spearman’s correlation", ""),
    ("slope", "Referrals for one more 1-2-1", ""),
    ("pooled", "Different members", "×"),
    ("same_member", "The same member", "×"),
    ("lead", "Check: next month’s 1-2-1s", "×"),
    ("overdispersion", "Unevenness (1 is pure chance)", "×"),
)


def _numbers(console: Console, study: Study) -> None:
    rows = [
        (name, *(cell(study.get(f"{family}.{outcome}"), sign) for outcome in ("received", "given")))
        for family, name, sign in SHOWN
    ]
    if all(part == WHY["not_asked"] for _name, *parts in rows for part in parts):
        return
    console.print(Text("The numbers", style="bold"))
    _lines(console, (f"{name:<31}{one:<23}{other}" for name, one, other in (("", "Received", "Given"), *rows)))


def cell(one: Estimate, sign: str = "") -> str:
    """A number with its interval, short enough for a table; or in two words why there is none."""
    if not one.is_known or one.value is None:
        return WHY.get(one.silence, "not yet known")
    value = f"{plain_number(one.value, one.unit)}{sign}"
    if one.low is None or one.high is None:
        return value
    return f"{value} {between(plain_number(one.low, one.unit), plain_number(one.high, one.unit))}"


WHY = {
    "placebo_failed": "not shown: see above",
    "contains_outcome": "refused",
    "all_zero": "no referrals",
    "constant": "nothing varies",
    "no_variation": "nothing varies",
    "missing_months": "too much missing",
    "not_asked": "not told",
}


def _exact(estimates: Iterable[Estimate]) -> list[Words]:
    return [Words("%(key)s: %(exact)s", {"key": one.key, "exact": str(one.exact)}) for one in estimates]
