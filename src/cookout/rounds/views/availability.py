"""Doors for people: when a member can meet, and private wishes. Nobody else reads either."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cookout.core.http import Request
from cookout.core.refusal import Refusal
from cookout.core.undo import say
from cookout.rounds.forms.availability import AvailabilityForm, WishForm
from cookout.rounds.models import DoNotPair
from cookout.rounds.models.availability import spoken_for
from cookout.rounds.models.do_not_pair import may_be_met


@require_http_methods(["GET", "HEAD", "POST"])
def availability_update(request: Request, uid: UUID) -> HttpResponse:
    """My own seat, or as one who leads that of a member without account."""
    membership = get_object_or_404(spoken_for(request.user), uid=uid)
    form = AvailabilityForm(membership, request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = form.carry_out(request.user)
        say(request, _("Noted. The next plan heeds it; pairs that stand already are yours to answer."), act)
        return redirect("rounds:availability_update", membership.uid)
    is_mine = membership.user_id == request.user.pk
    context = {"form": form, "membership": membership, "group": membership.group, "is_mine": is_mine}
    return TemplateResponse(request, "rounds/availability_form.html", context, status=422 if form.is_bound else 200)


@require_safe
def do_not_pair_list(request: Request) -> HttpResponse:
    """My wishes, and whom else I could name."""
    wishes = list(DoNotPair.objects.visible_to(request.user).select_related("membership__group"))
    others = may_be_met(request.user).exclude(pk__in=[wish.membership_id for wish in wishes])
    seats = spoken_for(request.user).filter(user=request.user)
    context = {"wishes": wishes, "others": others.order_by("group__name", "name"), "seats": seats}
    return TemplateResponse(request, "rounds/do_not_pair_list.html", context)


@require_POST
def do_not_pair_create(request: Request) -> HttpResponse:
    """Wish it."""
    form = WishForm(request.POST)
    if not form.is_valid():
        raise Refusal(_("Choose somebody of your own groups."))
    membership = get_object_or_404(may_be_met(request.user), uid=form.cleaned_data["membership"])
    DoNotPair.wish(by=request.user, membership=membership)
    say(request, _("Noted, for you alone. Plans from now on keep you two apart."))
    return redirect("rounds:do_not_pair_list")


@require_POST
def do_not_pair_remove(request: Request, uid: UUID) -> HttpResponse:
    """Take it back."""
    wish = get_object_or_404(DoNotPair.objects.visible_to(request.user), uid=uid)
    say(request, _("Taken back."), wish.lift(by=request.user))
    return redirect("rounds:do_not_pair_list")
