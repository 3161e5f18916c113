"""The dance card on paper, and the card that whoever holds a link reads."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from cookout.core import papers
from cookout.core.http import Request
from cookout.people.formats import write_vcard
from cookout.people.models import Person, ProfileLink
from cookout.people.papers import dance_card, open_card

KEPT_BY_NOBODY = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
}
"""A secret address stays between its owner and whoever holds it: no cache, no search engine, no next site learns it."""


@require_safe
def profile_card_pdf(request: Request, uid: UUID) -> HttpResponse:
    """One page of paper: what this person tells of themselves, as far as the viewer may read it."""
    person = get_object_or_404(Person.objects.visible_to(request.user).with_details(), uid=uid)
    return papers.answer(dance_card(person, by=request.user), f"{person.full_name}.pdf")


@login_not_required
@require_safe
def card_detail(request: HttpRequest, secret: str) -> HttpResponse:
    """Someone's card, to whoever holds the address. It counts that somebody looked, never who."""
    link = ProfileLink.objects.all().bearing(secret)
    if link is None:
        return _gone(request)
    if request.method == "GET" and request.user != link.owner:
        link.note_opening()
    context = {"card": link.card(), "secret": secret, "link": link}
    return TemplateResponse(request, "people/card_detail.html", context, headers=KEPT_BY_NOBODY)


@login_not_required
@require_safe
def card_contact(request: HttpRequest, secret: str) -> HttpResponse:
    """The contact to save: no more than the card shows."""
    link = ProfileLink.objects.all().bearing(secret)
    if link is None:
        return _gone(request)
    card = link.card()
    name = content_disposition_header(as_attachment=True, filename=f"{card.person.full_name}.vcf") or "attachment"
    body = b"".join(write_vcard([card.contact()], "3.0"))
    headers = {**KEPT_BY_NOBODY, "Content-Disposition": name}
    return HttpResponse(body, content_type="text/vcard; charset=utf-8", headers=headers)


@login_not_required
@require_safe
def card_pdf(request: HttpRequest, secret: str) -> HttpResponse:
    """The card on one page of paper."""
    link = ProfileLink.objects.all().bearing(secret)
    if link is None:
        return _gone(request)
    card = link.card()
    response = papers.answer(open_card(card), f"{card.person.full_name}.pdf")
    for name, value in KEPT_BY_NOBODY.items():
        response.headers[name] = value
    return response


def _gone(request: HttpRequest) -> HttpResponse:
    """The same answer for every address that opens nothing: wrong, ended, or past its day."""
    return TemplateResponse(request, "people/card_gone.html", status=404, headers=KEPT_BY_NOBODY)
