"""What I lend with referrals and what came back of it; for me alone."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from cookout.core.http import Request
from cookout.referrals.models.ledger_words import lines_of
from cookout.referrals.models.standing import reputation_of
from cookout.ties.models import local_today

PAGE = 30


@require_safe
def reputation_detail(request: Request) -> HttpResponse:
    """How I stand, what is at stake, what changed it."""
    user = request.user
    found = reputation_of(user, local_today(user))
    page = Paginator(lines_of(found.entries, user), PAGE).get_page(request.GET.get("page"))
    data = {"found": found, "out": lines_of(found.at_stake, user), "page": page}
    return TemplateResponse(request, "referrals/reputation_detail.html", data)
