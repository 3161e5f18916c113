"""All referrals: the board, and the list behind it."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cookout.core.http import Request
from cookout.referrals.models import Column, State
from cookout.referrals.models.board import board_of, list_of
from cookout.referrals.models.card import card_of
from cookout.referrals.models.kinds import COLUMN

PAGE = 50

MOVES = [
    (state.value, state.label, COLUMN[state].value)
    for state in State
    if state not in (State.NAME, State.GIVEN, State.WITHDRAWN)
]
"""Every state that one may be moved to, and its column: what the dialog of the board offers."""


@require_safe
def referral_list(request: Request) -> HttpResponse:
    """Four columns, to me and by me; with `show=all` the whole list."""
    direction, text = request.GET.get("dir", ""), request.GET.get("q", "").strip()[:200]
    context = {"dir": direction if direction in ("in", "out") else "", "q": text}
    if request.GET.get("show") == "all":
        return _all(request, context)
    board = board_of(request.user, direction=direction, text=text)
    return TemplateResponse(request, "referrals/referral_list.html", {**context, "board": board, "moves": MOVES})


def _all(request: Request, context: dict[str, str]) -> HttpResponse:
    """The list, page by page."""
    wanted = request.GET.get("column", "")
    column = Column(wanted) if wanted in Column.values else None
    found = list_of(request.user, direction=context["dir"], text=context["q"], column=wanted)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    now = timezone.now()
    cards = [card_of(one, request.user, now) for one in page.object_list]
    more = {"page": page, "cards": cards, "column": column}
    return TemplateResponse(request, "referrals/referral_all.html", {**context, **more})
