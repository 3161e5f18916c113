"""Whom I met: the list, one of them, writing it down differently, taking it away, the photo of the card."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cookout.core.http import Request
from cookout.core.refusal import Refusal
from cookout.core.search import LONGEST
from cookout.core.undo import say
from cookout.core.uploads import too_big
from cookout.events.forms.encounters import EncounterForm
from cookout.events.models import Encounter, Event, Likeness
from cookout.events.models.encounter_changes import Going, card_of
from cookout.events.models.encounter_page import EncounterPage, occasions
from cookout.people.models import Person

PAGE = 50


def mine(request: Request, uid: UUID) -> Encounter:
    """One of my own."""
    return get_object_or_404(Encounter.objects.visible_to(request.user).with_people(), uid=uid)


@require_safe
def encounter_list(request: Request) -> HttpResponse:
    """Everybody I met, the latest evening first; those of one event, or of one person, or with these words."""
    rows, text = Encounter.objects.visible_to(request.user), request.GET.get("q", "").strip()[:LONGEST]
    found, is_empty = rows.matching(text), not rows.exists()
    event = Event.objects.visible_to(request.user).filter(uid__in=_uids(request, "event")).first()
    person = Person.objects.visible_to(request.user).filter(uid__in=_uids(request, "person")).first()
    if event is not None:
        found = found.filter(event=event)
    if person is not None:
        found = found.filter(tie__person=person)
    found = found.with_people().order_by("-on", "event", "-captured_at", "-pk")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "occasions": occasions(page.object_list), "q": text, "event": event, "person": person,
        "is_empty": is_empty, "alike": Likeness.objects.visible_to(request.user).open().first(),
    }  # fmt: skip
    return TemplateResponse(request, "events/encounter_list.html", context)


@require_safe
def encounter_detail(request: Request, uid: UUID) -> HttpResponse:
    """One encounter, and what goes along if it is taken away."""
    page = EncounterPage.of(mine(request, uid), request.user)
    return TemplateResponse(request, "events/encounter_detail.html", {"page": page, "met": page.encounter})


@require_http_methods(["GET", "HEAD", "POST"])
def encounter_update(request: Request, uid: UUID) -> HttpResponse:
    """Write it down differently."""
    met = mine(request, uid)
    form = EncounterForm(request.user, met, request.POST or None, request.FILES or None)
    if too_big(request):
        form.add_error("card", _("This picture is larger than 20 MB. Choose a smaller one."))
    if form.is_valid():
        try:
            say(request, _("Changed."), form.carry_out())
        except Refusal as no:
            form.refuse(no)
        else:
            return redirect(met)
    context = {"form": form, "met": mine(request, uid)}
    return TemplateResponse(request, "events/encounter_edit.html", context, status=422 if form.is_bound else 200)


@require_POST
def encounter_remove(request: Request, uid: UUID) -> HttpResponse:
    """Take it away."""
    met = mine(request, uid)
    going, name = Going.along_with(met), met.tie.person.full_name
    words = _("%s is no longer in your book.") if going.person else _("The encounter is gone; %s stays in your book.")
    say(request, words % name, met.remove(by=request.user), to=met.get_absolute_url())
    return redirect("encounters:encounter_list")


@require_safe
def encounter_photo(request: Request, uid: UUID) -> FileResponse:
    """The photo of the card, to nobody but me."""
    card = card_of(mine(request, uid))
    if card is None:
        raise Http404
    kept = {"Cache-Control": "private, max-age=600", "X-Content-Type-Options": "nosniff"}
    return FileResponse(card, content_type="image/jpeg", headers=kept)


def _uids(request: Request, name: str) -> list[UUID]:
    """The id under this name in the address, or none."""
    try:
        return [UUID(request.GET.get(name, ""))]
    except ValueError:
        return []
