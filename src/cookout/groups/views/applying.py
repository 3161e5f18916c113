"""Coming in: whom a group looks for, who applies, and what the leaders decide."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cookout.core.http import Request, house_url
from cookout.core.undo import say
from cookout.groups.forms.applying import ApplicationForm, WantedForm
from cookout.groups.models import Application, Group, WantedSeat
from cookout.groups.views.leading import form_page, led, show

MOST_DECIDED = 50
"""So many decisions are shown, the latest first."""


def asked(request: Request, uid: UUID) -> Application:
    """An application into a group that this user leads."""
    return get_object_or_404(Application.objects.visible_to(request.user).select_related("group"), uid=uid)


@require_safe
def application_list(request: Request, uid: UUID) -> HttpResponse:
    """Who wants to come in; what was decided; leaders only."""
    group = led(request.user, uid)
    rows = Application.objects.visible_to(request.user).filter(group=group)
    rows = rows.select_related("classification", "sponsor", "decided_by", "membership")
    context = {
        "group": group,
        "leads": True,
        "open": rows.open().with_namesakes(),
        "decided": rows.exclude(state=Application.State.OPEN).order_by("-decided_at")[:MOST_DECIDED],
    }
    return TemplateResponse(request, "groups/application_list.html", context)


@form_page
def application_create(request: Request, uid: UUID) -> HttpResponse:
    """Any member notes that somebody wants to come in; the leaders read and decide."""
    group = get_object_or_404(Group.objects.visible_to(request.user), uid=uid)
    form = ApplicationForm(group, request.POST or None)
    if not form.is_valid():
        return show(request, form, title=_("Somebody applies"), do=_("Hand it to the leaders"), group=group)
    application = Application.apply(group=group, by=request.user, **form.cleaned_data)
    said = _("%(name)s applies to %(group)s. The leaders decide.") % {"name": application.name, "group": group}
    say(request, said)
    return redirect("groups:application_list", group.uid) if group.is_led_by(request.user) else redirect(group)


@require_POST
def application_accept(request: Request, uid: UUID) -> HttpResponse:
    """Take the applicant in; with “invite”, a letter goes out."""
    application = asked(request, uid)
    base = house_url(request) if request.POST.get("invite") else ""
    member = application.accept(by=request.user, base=base)
    say(request, _("%(name)s is a member of %(group)s.") % {"name": member.name, "group": application.group})
    return redirect("groups:application_list", application.group.uid)


@require_POST
def application_decline(request: Request, uid: UUID) -> HttpResponse:
    """Say no."""
    application = asked(request, uid)
    act = application.decline(by=request.user)
    say(request, _("Declined: %s. Tell them yourself; nothing was sent.") % application.name, act)
    return redirect("groups:application_list", application.group.uid)


@require_POST
def application_withdraw(request: Request, uid: UUID) -> HttpResponse:
    """They no longer want to come in."""
    application = asked(request, uid)
    act = application.withdraw(by=request.user)
    say(request, _("%s no longer applies.") % application.name, act)
    return redirect("groups:application_list", application.group.uid)


@form_page
def wanted_create(request: Request, uid: UUID) -> HttpResponse:
    """Put a trade on the list of those that the group looks for."""
    group = led(request.user, uid)
    form = WantedForm(request.POST or None)
    if not form.is_valid():
        return show(request, form, title=_("Whom do you look for?"), do=_("Put it on the list"), group=group)
    wanted = WantedSeat.seek(group=group, by=request.user, **form.cleaned_data)
    say(request, _("%(group)s looks for: %(seat)s.") % {"group": group, "seat": wanted})
    return redirect("groups:member_list", group.uid)


@require_POST
def wanted_remove(request: Request, uid: UUID) -> HttpResponse:
    """Take a trade off the list."""
    groups = Group.objects.led_by(request.user).values("pk")
    wanted = get_object_or_404(WantedSeat.objects.filter(group__in=groups, deleted_at=None), uid=uid)
    say(request, _("Off the list: %s.") % wanted, wanted.unseek(by=request.user))
    return redirect("groups:member_list", wanted.group.uid)
