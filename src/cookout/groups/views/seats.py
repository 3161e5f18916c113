"""One member's own page: the seat, who accompanies her, offices, leave, and whether she is named."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cookout.core.http import Request
from cookout.core.models import User, one_act
from cookout.core.undo import say
from cookout.groups.forms.seats import LeaveForm, OfficeForm, SeatForm
from cookout.groups.models import Group, Leave, Membership
from cookout.groups.models.terms import endable
from cookout.groups.views.leading import form_page


def seat_of(user: User, uid: UUID) -> tuple[Membership, bool]:
    """My own membership, or one in a group I lead; and whether I lead."""
    ours = Q(user=user) | Q(group__in=Group.objects.led_by(user).values("pk"))
    found = Membership.objects.current().filter(ours).select_related("group", "classification", "sponsor", "mentor")
    membership = get_object_or_404(found, uid=uid)
    return membership, membership.group.is_led_by(user)


def led_seat(user: User, uid: UUID) -> Membership:
    """A member of a group that this user leads."""
    membership, leads = seat_of(user, uid)
    if not leads:
        raise Http404
    return membership


def show(request: Request, membership: Membership, *, leads: bool, **forms: Any) -> HttpResponse:
    """The page, with the form that had a mistake in place of the empty one."""
    context = {
        "membership": membership,
        "group": membership.group,
        "leads": leads,
        "is_me": membership.user_id == request.user.pk,
        "seat": forms.get("seat") or SeatForm(membership),
        "office": forms.get("office") or OfficeForm(),
        "leave": forms.get("leave") or LeaveForm(),
        "terms": membership.offices.to_come().order_by("starts_on", "pk"),
        "leaves": membership.leaves.to_come(),
    }
    status = 422 if forms else 200
    return TemplateResponse(request, "groups/membership_detail.html", context, status=status)


@form_page
def membership_update(request: Request, uid: UUID) -> HttpResponse:
    """Read one membership: my own, or one I lead; who leads changes the seat, sponsor, mentor and renewal."""
    membership, leads = seat_of(request.user, uid)
    if request.method != "POST":
        return show(request, membership, leads=leads)
    form = SeatForm(led_seat(request.user, uid), request.POST)
    if not form.is_valid():
        return show(request, membership, leads=True, seat=form)
    told = form.cleaned_data
    with one_act(by=request.user, verb="membership.change", about=membership.name) as act:
        membership.reseat(by=request.user, classification=told["classification"])
        membership.accompany(by=request.user, sponsor=told["sponsor"], mentor=told["mentor"])
        membership.renew(by=request.user, until=told["renews_on"])
    say(request, _("%(name)s: %(seat)s.") % {"name": membership.name, "seat": membership.classification or "–"}, act)
    return redirect("groups:member_list", membership.group.uid)


@require_POST
def office_create(request: Request, uid: UUID) -> HttpResponse:
    """Give a member an office."""
    membership = led_seat(request.user, uid)
    form = OfficeForm(request.POST)
    if not form.is_valid():
        return show(request, membership, leads=True, office=form)
    begun = membership.appoint(by=request.user, **form.cleaned_data)
    say(request, _("%(name)s is %(role)s.") % {"name": membership.name, "role": begun})
    return redirect("groups:member_list", membership.group.uid)


@require_POST
def office_end_create(request: Request, uid: UUID) -> HttpResponse:
    """End a term: in a group I lead, over a region as its host, or my own as director."""
    office = get_object_or_404(endable(request.user), uid=uid)
    act = office.end(by=request.user)
    say(request, _("The term of %s has ended.") % office.holder, act)
    if office.membership is None:
        return redirect("groups:region_list")
    return redirect("groups:member_list", office.membership.group.uid)


@require_POST
def leave_create(request: Request, uid: UUID) -> HttpResponse:
    """Be away for a while, or note that a member is."""
    membership, leads = seat_of(request.user, uid)
    form = LeaveForm(request.POST)
    if not form.is_valid():
        return show(request, membership, leads=leads, leave=form)
    Leave.take(membership=membership, by=request.user, **form.cleaned_data)
    say(request, _("Noted. Nobody counts %s absent in that time.") % membership.name)
    return redirect("groups:membership_update", membership.uid)


@require_POST
def leave_end_create(request: Request, uid: UUID) -> HttpResponse:
    """Be back."""
    leave = get_object_or_404(Leave.objects.decided_by(request.user).select_related("membership"), uid=uid)
    say(request, _("%s is back.") % leave.membership.name, leave.end(by=request.user))
    return redirect("groups:membership_update", leave.membership.uid)


@require_POST
def ranking_update(request: Request, uid: UUID) -> HttpResponse:
    """Be named in recognition, or not."""
    membership, _leads = seat_of(request.user, uid)
    act = membership.rank(by=request.user, is_ranked=bool(request.POST.get("is_ranked")))
    named = _("%s is named in recognition.") if membership.is_ranked else _("%s is not named in recognition.")
    say(request, named % membership.name, act)
    return redirect("groups:membership_update", membership.uid)
