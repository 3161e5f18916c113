"""What this room prints: a speed evening, turn by turn, table by table, and a slip for each member."""

from typing import Any

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cookout.core import papers
from cookout.rounds.models.evening_turns import EveningPlan, Slip, Table

EVENING = "rounds/evening.typ"


def evening_paper(plan: EveningPlan, *, size: str = papers.A4) -> bytes:
    """The whole evening as a PDF: the plan for who leads, a list for each table, slips to cut."""
    evening = plan.evening
    day = date_format(evening.on, "DATE_FORMAT")
    data: dict[str, Any] = {
        "group": evening.group.name,
        "day": f"{day}, {time_format(evening.starts_at, 'TIME_FORMAT')}" if evening.starts_at else day,
        "how": "  ·  ".join([
            ngettext("%s turn", "%s turns", evening.turns) % evening.turns,
            ngettext("%s minute each", "%s minutes each", evening.minutes) % evening.minutes,
        ]),
        "turns": [
            {"title": _("Turn %s") % turn.number, "at": turn.at,
             "tables": [{"title": _table(table), "names": [one.name for one in table.seats]} for table in turn.tables],
             "out": [one.name for one in turn.out]}
            for turn in plan.turns
        ],
        "tables": [{"title": _("Table %s") % number, "turns": turns} for number, turns in _by_table(plan).items()],
        "slips": [{"name": slip.membership.name, "stops": _stops(slip)} for slip in plan.slips],
        "words": {
            "title": _("Speed evening, %(group)s, %(day)s") % {"group": evening.group.name, "day": day},
            "evening": _("Speed evening"), "tables": _("A list for each table"), "slips": _("A slip for each"),
            "out": _("Sits out"),
        },
        "footer": _("Nobody sits with the same person twice.") if not evening.repeats else "",
    }  # fmt: skip
    return papers.pdf(EVENING, data, size=size)


def _table(table: Table) -> str:
    return _("Table %s") % table.number


def _by_table(plan: EveningPlan) -> dict[int, list[dict[str, Any]]]:
    """For each table who comes in which turn."""
    found: dict[int, list[dict[str, Any]]] = {}
    for turn in plan.turns:
        for table in turn.tables:
            line = {"turn": turn.number, "names": ", ".join(one.name for one in table.seats)}
            found.setdefault(table.number, []).append(line)
    return dict(sorted(found.items()))


def _stops(slip: Slip) -> list[dict[str, Any]]:
    """Turn, table, and whom she meets."""
    return [
        {"turn": _("Turn %s") % turn, "table": _table(table) if table else "",
         "with": ", ".join(others) if table else _("a break")}
        for turn, table, others in slip.stops
    ]  # fmt: skip
