"""What this room prints: the dance card, one page of it."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cookout.core import papers
from cookout.core.charts import face
from cookout.core.models import User
from cookout.people.models import Audience, Facet, Line, OpenCard, Person, ProfileEntry, Sheet

QUOTED = "good_referral.words"
LINE = "customers.problem"

BLANK_QUESTIONS = 12


def dance_card(person: Person, *, by: User) -> bytes:
    """The dance card of this person, as far as the one who prints may read it.

    Paper is handed on: what is for myself alone is not printed, not even for me.
    """
    them = person.account_person or person
    told = ProfileEntry.objects.visible_to(by).filter(person=them).exclude(audience=Audience.ME)
    shown = {
        "name": person.full_name,
        "job": person.headline,
        "foot": _("Printed for %(name)s, %(day)s. Personal: please do not leave it on the table.")
        % {"name": by.name, "day": date_format(timezone.localdate(), "F j, Y")},
    }
    return _printed(Sheet.of(told), shown, size=papers.size_for(by))


def open_card(card: OpenCard) -> bytes:
    """The card of a link, as its holder reads it."""
    reach = [card.phone.value if card.phone else "", card.email]
    shown = {
        "name": card.person.full_name,
        "job": card.person.headline,
        "reach": [way for way in reach if way],
        "foot": _("From %(name)s, %(day)s.")
        % {"name": card.person.full_name, "day": date_format(timezone.localdate(), "F j, Y")},
    }
    return _printed(card.sheet, shown, size=papers.size_for(card.owner), blank=False)


def _printed(sheet: Sheet, shown: dict[str, Any], *, size: str, blank: bool = True) -> bytes:
    data = {
        "reach": [],
        **shown,
        "title": _("Dance card of %(name)s") % {"name": shown["name"]},
        "initials": face.initials(shown["name"]),
        "line": "".join(sheet.texts(LINE)[:1]),
        "says": sheet.said(),
        "headings": {heading.facet.value: _heading(sheet, heading.facet) for heading in sheet},
        "gains": [facet.value for facet in Facet.gains()],
        "questions": _questions(sheet) if blank and not sheet else [],
        "words": _labels(),
    }
    return papers.pdf("people/dance_card.typ", data, size=size)


def _heading(sheet: Sheet, facet: Facet) -> dict[str, Any]:
    """A heading with what is told, question by question; what stands large above is not said twice."""
    heading = next(heading for heading in sheet if heading.facet == facet)
    rows = [
        {"key": line.anchor, "short": line.prompt.short if line.prompt else "", "texts": _texts(line)}
        for line in (*heading.told, heading.free)
        if _texts(line)
    ]
    return {"title": facet.label, "letter": str(facet.label)[:1], "rows": rows}


def _texts(line: Line) -> list[str]:
    """What a line says besides what stands large above."""
    texts = [entry.text for entry in line.entries]
    return [] if line.anchor == QUOTED else texts[1:] if line.anchor == LINE else texts


def _questions(sheet: Sheet) -> list[dict[str, Any]]:
    """For a card that is still empty: what to ask, with lines to write on."""
    return [{"title": prompt.short, "ask": prompt.ask} for prompt in sheet.most_worth(BLANK_QUESTIONS)]


def _labels() -> dict[str, Any]:
    return {
        "card": _("Dance card"),
        "says": _("Introduce me to someone who says"),
        "more": _("… more in Cookout"),
        "ask": _("Nothing is written here yet. Good questions to begin with:"),
        "nothing": _("Nothing is open by this link yet."),
    }
