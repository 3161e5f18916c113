"""The tree above groups, for hosts and directors."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cookout.core.http import Request
from cookout.core.models import one_act
from cookout.core.undo import say
from cookout.groups.forms.belonging import DirectorForm, RegionForm
from cookout.groups.models import Group, Region
from cookout.groups.models.tree import chapters, tree
from cookout.groups.views.leading import show


@require_safe
def region_list(request: Request) -> HttpResponse:
    """The regions I direct or belong to, as a tree with their groups; the host finds here where to begin."""
    branches = tree(request.user)
    if not branches and not request.user.is_host:
        raise Http404
    return TemplateResponse(request, "groups/region_list.html", {"branches": branches})


@require_safe
def region_detail(request: Request, uid: UUID) -> HttpResponse:
    """One region: its groups beside each other; higher rooms fill most of it."""
    regions = Region.objects.visible_to(request.user)
    region = get_object_or_404(regions.select_related("parent"), uid=uid)
    context = {
        "region": region,
        "known": list(regions),
        "all_groups": Group.objects.within(region).count(),
        "rows": chapters(region, viewer=request.user),
        "directors": region.offices.current().select_related("user").order_by("starts_on", "pk"),
    }
    return TemplateResponse(request, "groups/region_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def region_create(request: Request) -> HttpResponse:
    """A new region; only hosts plant trees."""
    if not request.user.is_host:
        raise Http404
    form = RegionForm(request.POST or None)
    if not form.is_valid():
        return show(request, form, title=_("A new region"), do=_("Set it up"), group=None)
    region = Region.found(by=request.user, **form.cleaned_data)
    say(request, _("The region %s is set up.") % region)
    return redirect("groups:region_list")


@require_http_methods(["GET", "HEAD", "POST"])
def region_update(request: Request, uid: UUID) -> HttpResponse:
    """Call a region otherwise, or hang it elsewhere in the tree."""
    if not request.user.is_host:
        raise Http404
    region = get_object_or_404(Region.objects.visible_to(request.user), uid=uid)
    form = RegionForm(request.POST or None, initial={"name": region.name, "parent": region.parent_id})
    if not form.is_valid():
        return show(request, form, title=_("What holds for %s") % region, do=_("Keep it so"), group=None)
    with one_act(by=request.user, verb="region.change", about=region.name) as act:
        region.move(form.cleaned_data["parent"], by=request.user)
        region.rename(form.cleaned_data["name"], by=request.user)
    say(request, _("Kept. It holds from now on."), act)
    return redirect(region)


@require_http_methods(["GET", "HEAD", "POST"])
def director_create(request: Request, uid: UUID) -> HttpResponse:
    """Make an account the director of a region."""
    if not request.user.is_host:
        raise Http404
    region = get_object_or_404(Region.objects.visible_to(request.user), uid=uid)
    form = DirectorForm(request.POST or None)
    if not form.is_valid():
        return show(request, form, title=_("Who directs %s?") % region, do=_("Appoint"), group=None)
    user = form.cleaned_data["email"]
    region.appoint(user, by=request.user)
    say(request, _("%(name)s directs %(region)s.") % {"name": user.name, "region": region})
    return redirect("groups:region_list")
