"""What this room prints: the prep sheet, on one page."""

from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from cookout.core import papers
from cookout.core.charts import face
from cookout.core.templatetags.dates import day, short_day
from cookout.one_to_ones.models.asking import shortened
from cookout.one_to_ones.models.prep import Prep
from cookout.people.models import Facet

SHEET = "one_to_ones/prep.typ"
MOST, LONG = 30, 400
"""Things under one heading, and signs of one: beyond it no page has room, and the typesetter would try for minutes."""


def prep_paper(prep: Prep, *, size: str = papers.A4) -> bytes:
    """The sheet as a PDF of one page, with lines to write on."""
    sheet = prep.as_data()
    for promise in sheet["promises"]:
        promise["line"] = _("%(what)s, by %(day)s") % {"what": promise["text"], "day": short_day(promise["due_on"])}
    for part in sheet["card"]:
        part["known"] = [{**one, "text": shortened(one["text"], LONG)} for one in part["known"][:MOST]]
    for name in ("customers", "promises", "referral_says"):
        sheet[name] = sheet[name][:MOST]
    data = {**sheet, "initials": face.initials(prep.name), "words": _words(prep)}
    return papers.pdf(SHEET, data, size=size)


def file_name(prep: Prep) -> str:
    """A name for the file that sorts by person and day."""
    return f"1-2-1-{slugify(prep.name) or 'prep'}-{prep.prepared_on.isoformat()}.pdf"


def _words(prep: Prep) -> dict[str, Any]:
    return {
        "title": _("1-2-1 with %(name)s") % {"name": prep.name},
        "five": _("Five questions worth asking"),
        "nothing_open": _("You know all of it, and none of it is older than a year."),
        "social": _("Social."),
        "business": _("Business."),
        "common": _("Common ground"),
        "no_ground": _("Not yet known."),
        "personal_ground": _("Personal"),
        "professional_ground": _("Professional"),
        "offers": _("What one seeks and the other has"),
        "referral_says": _("A good referral says"),
        "promised": _("I promised"),
        "next": _("Next 1-2-1"),
        "last": _("Last time, %(day)s") % {"day": day(prep.last.on)} if prep.last else "",
        "card": _("%(name)s’s dance card") % {"name": prep.first_name},
        "gains": _("GAINS"),
        "gains_of": [facet.value for facet in Facet.gains()],
        "ten": _("Last ten customers, and who sent them"),
        "not_known": _("Not known."),
        "more": _("… more in Cookout"),
    }
