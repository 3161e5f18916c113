"""My record as a provider, the links to it, and the page that a hesitant client reads without an account."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cookout.core.http import Request, house_url
from cookout.core.refusal import Refusal
from cookout.core.undo import say
from cookout.people.models import Person
from cookout.referrals.forms.fit import RecordLinkForm
from cookout.referrals.models import RecordLink
from cookout.referrals.models.record import record_of
from cookout.referrals.models.record_words import lines_of
from cookout.referrals.views.window import KEPT_BY_NOBODY
from cookout.ties.models import local_today


@require_safe
def record_detail(request: Request) -> HttpResponse:
    """What can be said of how I treat referrals; `?for=` a person prepares a link for them."""
    return _page(request, RecordLinkForm(initial={"name": _name_for(request)}))


@require_POST
def record_link_create(request: Request) -> HttpResponse:
    """Open it to somebody, for a time."""
    form = RecordLinkForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        link = RecordLink.make(by=request.user, **form.cleaned_data)
    except Refusal as no:
        form.add_error(None, str(no))
        return _page(request, form, status=409)
    say(request, _("The link is ready. Copy it with its words, or share it."))
    return redirect(f"{_here()}#link-{link.uid}")


@require_POST
def record_link_revoke(request: Request, uid: UUID) -> HttpResponse:
    """The address opens nothing any more."""
    link: RecordLink = get_object_or_404(RecordLink.objects.visible_to(request.user), uid=uid)
    link.revoke(by=request.user)
    say(request, _("“%(name)s” opens nothing any more.") % {"name": link})
    return redirect("referrals:record_detail")


@login_not_required
@require_safe
def record_card(request: HttpRequest, secret: str) -> HttpResponse:
    """The record, for whoever holds the address. It counts that somebody looked, never who."""
    link: RecordLink | None = RecordLink.objects.all().bearing(secret)
    if link is None:
        return TemplateResponse(request, "referrals/link_gone.html", status=404, headers=KEPT_BY_NOBODY)
    owner = link.owner
    if request.method == "GET" and request.user != owner:
        link.note_opening()
    with timezone.override(owner.tzinfo):
        record = record_of(owner, local_today(owner))
        context = {"link": link, "person": owner.person, "record": record, "lines": lines_of(record)}
        answer = TemplateResponse(request, "referrals/record_card.html", context, headers=KEPT_BY_NOBODY)
        return answer.render()


def _here() -> str:
    return reverse("referrals:record_detail")


def _page(request: Request, form: RecordLinkForm, *, status: int = 200) -> HttpResponse:
    user = request.user
    record = record_of(user, local_today(user))
    links = [link for link in RecordLink.objects.visible_to(user).order_by("-created_at") if link.is_valid]
    context: dict[str, Any] = {
        "record": record,
        "lines": lines_of(record),
        "form": form,
        "links": [(link, _words(request, link)) for link in links],
    }
    return TemplateResponse(request, "referrals/record_detail.html", context, status=status)


def _words(request: Request, link: RecordLink) -> str:
    return link.words(f"{house_url(request)}{link.path}") if link.path else ""


def _name_for(request: Request) -> str:
    """Whom the page of a person named, where I may see them."""
    named = request.GET.get("for", "")
    try:
        person = Person.objects.visible_to(request.user).filter(uid=UUID(named)).first() if named else None
    except ValueError:
        person = None
    return person.full_name if person is not None else ""
