"""Programs' door to cards: what the text of a card, a signature or a code says. Nothing is kept."""

from typing import Any

from ninja import Router, Schema
from pydantic import Field

from cookout.core.api import Refused, Scope
from cookout.core.http import Request
from cookout.people.formats import code

router = Router(tags=["people"])
READ = Scope("people:read")
LONGEST = 100_000
"""Far more than a card; what is longer than `code.MOST` is answered by a sentence."""


class CardTextIn(Schema):
    """The text of a business card, of a mail's end, or of a code; `scanned` where a camera read it from a code."""

    text: str = Field(max_length=LONGEST)
    scanned: bool = False


class CardTextField(Schema):
    """One thing that it says: name, organisation, title, phone, email, url or address; the line, and why."""

    kind: str
    value: str
    label: str
    line: int
    source: str
    why: str


class CardTextOut(Schema):
    """What it says. `rest` is what is unsure, `aside` what stood around a signature, `said` a sentence."""

    kind: str
    name: str
    fields: list[CardTextField]
    rest: str
    aside: str
    said: str


@router.post("/cards/read", auth=READ, response={200: CardTextOut, **Refused}, summary="Read a card")
def card_read(request: Request, body: CardTextIn) -> dict[str, Any]:
    """Its fields, each with the line it came from. Nothing is kept, and no address in it is opened."""
    return code.read(body.text, request.user.region_code, scanned=body.scanned).plain()
