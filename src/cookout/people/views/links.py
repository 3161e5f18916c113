"""My card: the links I handed out, what each shows, its code to hold out, and how to end it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cookout.core.http import Request, house_url
from cookout.core.undo import say
from cookout.people.formats import qr
from cookout.people.forms import LinkForm
from cookout.people.models import OpenCard, ProfileEntry, ProfileLink


@require_http_methods(["GET", "HEAD", "POST"])
def card_list(request: Request) -> HttpResponse:
    """My links; making another."""
    form = LinkForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        link = ProfileLink.make(by=request.user, **form.values())
        say(request, _("Your link is ready. Hold it out, or share it."))
        return redirect("people:card_update", link.uid)
    links = ProfileLink.objects.visible_to(request.user).order_by("-created_at")
    context = {"form": form, "links": [link for link in links if link.is_valid], "card": _everything(request)}
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "people/card_list.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def card_update(request: Request, uid: UUID) -> HttpResponse:
    """One link with its code; what others see of me by it."""
    link = _mine(request, uid)
    form = LinkForm.of(link, request.POST if request.method == "POST" else None)
    if form.is_valid():
        say(request, _("Your card shows it so now."), link.adjust(by=request.user, **form.values()))
        return redirect("people:card_update", link.uid)
    address = f"{house_url(request)}{link.path}" if link.path and link.is_valid else ""
    context = {
        "link": link,
        "form": form,
        "card": link.card(),
        "everything": _everything(request),
        "address": address,
        "code": qr.code(address) if address else None,
        "contact_code": qr.contact(link.card().contact()) if link.is_valid else None,
    }
    return TemplateResponse(request, "people/card_form.html", context, status=422 if form.is_bound else 200)


@require_POST
def card_revocation_create(request: Request, uid: UUID) -> HttpResponse:
    """End a link: it opens nothing any more."""
    link = _mine(request, uid)
    link.revoke(by=request.user)
    say(request, _("“%(name)s” opens nothing any more.") % {"name": link})
    return redirect("people:card_list")


def _mine(request: Request, uid: UUID) -> ProfileLink:
    mine = ProfileLink.objects.visible_to(request.user).select_related("owner")
    link: ProfileLink = get_object_or_404(mine, uid=uid)
    return link


def _everything(request: Request) -> OpenCard:
    """What a link could show: with phone and email."""
    entries = ProfileEntry.objects.of(request.user).seen_as("link")
    return OpenCard(request.user, with_phone=True, with_email=True, entries=tuple(entries))
