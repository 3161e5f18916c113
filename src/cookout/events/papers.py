"""What this room prints: the run sheet of a meeting, on one page."""

from django.utils.text import slugify
from django.utils.translation import gettext as _

from cookout.core import papers
from cookout.events.models.run_sheet import Part, RunSheet

SHEET = "events/run_sheet.typ"
MOST, LONG = 40, 300
"""Lines in one part, and signs of one: beyond it no page has room, and the typesetter would try for minutes."""


def run_sheet_paper(sheet: RunSheet, *, size: str = papers.A4) -> bytes:
    """The sheet as a PDF of one page, with lines to write on where something is told in the room."""
    data = {
        "group": sheet.meeting.group.name,
        "title": sheet.title,
        "place": sheet.place,
        "room": sheet.expected,
        "away": sheet.away[:MOST],
        "parts": [_part(part) for part in sheet.parts],
        "ends": sheet.ends,
        "words": {
            "title": _("Run sheet, %(group)s, %(when)s") % {"group": sheet.meeting.group.name, "when": sheet.title},
            "away": _("Cannot come"),
            "ends": _("End"),
            "heads": _("Heads counted"),
            "more": _("… more in Cookout"),
        },
        "footer": _("For the meeting. Visitors’ names stay in the room."),
    }
    return papers.pdf(SHEET, data, size=size)


def file_name(sheet: RunSheet) -> str:
    """A name for the file that sorts by group and day."""
    return f"run-sheet-{slugify(sheet.meeting.group.name) or 'group'}-{sheet.meeting.on.isoformat()}.pdf"


def _part(part: Part) -> dict[str, object]:
    lines = [line[:LONG] for line in part.lines[:MOST]]
    return {
        "key": part.key, "title": part.title, "time": part.time, "minutes": part.length, "note": part.note,
        "lines": lines,
    }  # fmt: skip
