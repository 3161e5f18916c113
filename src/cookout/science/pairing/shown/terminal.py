"""A plan for the terminal, week by week: who meets whom, and why; then what it is worth and what stands in the way."""

import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import groupby
from textwrap import wrap
from typing import TextIO

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from cookout.science.pairing.answer import Answer, Meeting, Week
from cookout.science.pairing.wording import listed
from cookout.science.shown.harmless import harmless

NARROW, WIDE = 80, 120
NAMES = 36
"""A name takes no more room."""

REASON = 24
"""With less room beside the names, the reason has lines of its own."""

GAP = 2
FROM_HAT = "from the hat"


def report(answer: Answer, file: TextIO) -> None:
    """Write the plan, as wide as the terminal is, from 80 columns up to 120."""
    width = min(max(shutil.get_terminal_size((NARROW, 24)).columns, NARROW), WIDE) if file.isatty() else NARROW
    drawn = StringIO()
    console = Console(file=drawn, force_terminal=file.isatty(), width=width, highlight=False, emoji=False, markup=False)
    _head(console, answer)
    _weeks(console, answer, width)
    _paragraph(console, worth(answer), "bold" if answer.optimal else "")
    _paragraph(console, times(answer))
    if answer.hat:
        _paragraph(console, hat(answer))
    console.print()
    _list(console, "What stands in the way", [one.words for one in answer.obstacles], "!")
    _list(console, "How it was read", answer.notes, "·")
    console.print(Text("--csv, --xlsx and --ics write it to files; --json has every number.", style="dim"))
    file.write(drawn.getvalue())


def _head(console: Console, answer: Answer) -> None:
    first = answer.weeks[0].monday
    many = f"{len(answer.weeks)} weeks" if len(answer.weeks) > 1 else "1 week"
    console.print(Text("Who meets whom", style="bold"))
    pairs = f"{answer.pairs:,} pair{'' if answer.pairs == 1 else 's'} may meet"
    console.print(
        Text(f"{len(answer.members):,} members, {pairs}, {many} from {first:%Y-%m-%d}, seed {answer.seed}", style="dim")
    )
    console.print()


def _weeks(console: Console, answer: Answer, width: int) -> None:
    room = _room(answer.meetings)
    met = {number: list(some) for number, some in groupby(answer.meetings, key=lambda one: one.week)}
    for week in answer.weeks:
        console.print(Text.assemble((f"Week {week.number}", "bold cyan"), (f"  {week.monday:%Y-%m-%d}", "dim")))
        for one in met.get(week.number, []):
            _pair(console, one, room, width)
        for line in _others(week, nobody=week.number not in met):
            _paragraph(console, line, "dim", indent=2)
        console.print()


def _room(meetings: Iterable[Meeting]) -> tuple[int, int, int]:
    """How wide the slots and the two names are."""
    found = [0, 0, 0]
    for one in meetings:
        for at, text in enumerate((one.slot, one.a, one.b)):
            found[at] = max(found[at], min(cell_len(harmless(text)), NAMES))
    return found[0], found[1], found[2]


def _pair(console: Console, one: Meeting, room: tuple[int, int, int], width: int) -> None:
    cells = [_cell(text, size) for text, size in zip((one.slot, one.a, one.b), room, strict=True) if size]
    before = "  " + "".join(cell + " " * GAP for cell in cells)
    reason = f"{FROM_HAT}; {one.why}" if one.chance is not None else one.why
    beside = width - cell_len(before) >= REASON
    indent = cell_len(before) if beside else 3 * GAP
    lines = wrap(harmless(reason), width - indent)
    console.print(Text.assemble(before if beside else before.rstrip(), (lines[0] if beside else "", "dim")))
    for line in lines[1:] if beside else lines:
        console.print(Text.assemble(" " * indent, (line, "dim")))


def _cell(text: str, size: int) -> str:
    shown = " ".join(harmless(text).split())
    return set_cell_size(shown if cell_len(shown) <= size else set_cell_size(shown, size - 1).rstrip() + "…", size)


def _others(week: Week, *, nobody: bool) -> Iterator[str]:
    if nobody:
        yield "Nobody meets."
    if week.sits_out:
        yield f"Sits out: {listed(week.sits_out, most=12)}."
    if week.away:
        yield f"Away: {listed(week.away, most=12)}."


def worth(answer: Answer) -> str:
    """What the plan gains, and what is proved of it."""
    kept = " that keeps what the hat drew" if answer.hat else ""
    if answer.optimal:
        return f"Worth {answer.value:,}, and proved: no plan{kept} gains more."
    share = answer.value / answer.upper_bound
    return (
        f"Worth {answer.value:,}. No plan{kept} gains more than {answer.upper_bound:,}, so this one is within "
        f"{1 - share:.2%} of the best. --seconds lets it look for longer."
    )


def times(answer: Answer) -> str:
    """How often members meet."""
    counts = sorted(Counter(answer.times().values()).items(), reverse=True)
    said = [f"{many:,} member{'' if many == 1 else 's'} {_often(often)}" for often, many in counts]
    pairs = f"{len(answer.meetings):,} 1-2-1{'' if len(answer.meetings) == 1 else 's'}"
    return f"{pairs}: {listed(said, most=12)}."


def _often(times_: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(times_, f"{times_} times")


def hat(answer: Answer) -> str:
    """What came out of the hat."""
    many = len(answer.drawn)
    were = "pair was" if many == 1 else "pairs were"
    return f"{many:,} {were} drawn from the hat, whatever they gain; the rest is planned around them."


def _paragraph(console: Console, text: str, style: str = "", indent: int = 0) -> None:
    for line in wrap(harmless(text), console.width - indent):
        console.print(Text(" " * indent + line, style=style))


def _list(console: Console, title: str, items: Iterable[str], mark: str) -> None:
    items = list(items)
    if not items:
        return
    console.print(Text(title, style="bold"))
    for words in items:
        for place, line in enumerate(wrap(harmless(words), console.width - 4)):
            console.print(Text.assemble((f" {mark if place == 0 else ' '} ", "yellow"), line))
    console.print()
