"""Doors for people: rounds across the chapters of a region, planned by who directs it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cookout.core.http import Request
from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.core.undo import say
from cookout.groups.models import Group, Membership, Region
from cookout.rounds.forms.across import AcrossForm
from cookout.rounds.models import Round
from cookout.rounds.models.across import ChapterPairs, Standing, chapters_of, has_failed, is_busy, next_start
from cookout.rounds.models.who_meets import WhoMeets

LATEST = 24


def directed(user: User, uid: UUID) -> Region:
    """A region whose rounds this user makes."""
    regions = Region.objects.visible_to(user) if user.is_host else Region.objects.directed_by(user)
    return get_object_or_404(regions, uid=uid)


@require_safe
def across_list(request: Request, uid: UUID) -> HttpResponse:
    """The rounds of a region: those that were announced, and drafts for who directs it."""
    region = get_object_or_404(Region.objects.visible_to(request.user), uid=uid)
    leads = request.user.is_host or Region.objects.directed_by(request.user).filter(pk=region.pk).exists()
    rounds = Round.objects.visible_to(request.user).of(region).select_related("region")[:LATEST]
    context = {"region": region, "rounds": rounds, "leads": leads}
    return TemplateResponse(request, "rounds/across_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def across_create(request: Request, uid: UUID) -> HttpResponse:
    """Plan a round of a region; the worker works it out."""
    region = directed(request.user, uid)
    usual = {"starts_on": next_start(region), "weeks": 4, "most": 2, "hat": 1, "months_apart": 3, "across": True}
    form = AcrossForm(request.POST or None, initial=usual)
    if form.is_valid():
        try:
            made = Round.make(by=request.user, scope=region, **form.cleaned_data)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            say(request, _("The draft is made. Its plan is worked out now."))
            return redirect(made)
    groups = Group.objects.within(region)
    members = Membership.objects.current().filter(group__in=groups).count()
    context = {"form": form, "region": region, "members": members, "chapters": groups.count()}
    return TemplateResponse(request, "rounds/across_form.html", context, status=422 if form.is_bound else 200)


def across_page(request: Request, found: Round) -> HttpResponse:
    """One round of a region: the pairs of one's own chapters, for who directs it any chapter's."""
    leads = found.is_led_by(request.user)
    chapters = chapters_of(found, request.user, leads=leads)
    chapter = _chapter(request, chapters, leads=leads)
    shown = WhoMeets.of(found, request.user, chapter=chapter)
    context = {
        "shown": shown, "round": found, "region": found.region, "leads": leads, "chapters": chapters,
        "chapter": chapter, "standing": Standing.of(found), "is_busy": is_busy(found), "failed": has_failed(found),
    }  # fmt: skip
    return TemplateResponse(request, "rounds/across_detail.html", context)


def _chapter(request: Request, chapters: list[ChapterPairs], *, leads: bool) -> Group | None:
    """The chapter that was asked for; who directs the region reads one at a time, the first where none is said."""
    asked = request.GET.get("chapter", "")
    found = next((one.group for one in chapters if str(one.group.uid) == asked), None)
    if asked and found is None:
        raise Http404
    return found or (chapters[0].group if leads and chapters else None)
