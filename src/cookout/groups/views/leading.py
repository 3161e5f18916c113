"""Leading a group: members, invitations, offices, what it agreed to share. To who does not lead, not found."""

from copy import copy
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cookout.core.http import Request, house_url
from cookout.core.models import House, User
from cookout.core.undo import say
from cookout.groups.forms.belonging import GroupForm, InviteForm, MemberForm
from cookout.groups.models import Group, Invitation, Region

form_page = require_http_methods(["GET", "HEAD", "POST"])


def show(
    request: Request, form: forms.BaseForm, *, title: "str | LazyText", do: "str | LazyText", group: Group | None
) -> HttpResponse:
    """A page with one form and one button that names the act."""
    context = {"form": form, "title": title, "do": do, "group": group}
    return TemplateResponse(request, "groups/group_form.html", context, status=422 if form.is_bound else 200)


def led(user: User, uid: UUID) -> Group:
    """A group that this user leads."""
    return get_object_or_404(Group.objects.led_by(user), uid=uid)


@form_page
def group_create(request: Request) -> HttpResponse:
    """Set up a group: hosts anywhere, directors in their regions."""
    if not (request.user.is_host or Region.objects.directed_by(request.user).exists()):
        raise Http404
    form = GroupForm(request.user, request.POST or None, initial={"zone": request.user.zone})
    if not form.is_valid():
        return show(request, form, title=_("A new %s") % House.the().group_word, do=_("Set it up"), group=None)
    group = Group.found(by=request.user, **form.cleaned_data)
    say(request, _("%s is set up. Bring its members in.") % group)
    return redirect(group)


@form_page
def group_update(request: Request, uid: UUID) -> HttpResponse:
    """Change the group and what it agreed to share."""
    group = led(request.user, uid)
    form = GroupForm(request.user, request.POST or None, instance=copy(group))
    if not form.is_valid():
        return show(request, form, title=_("What holds for %s") % group, do=_("Keep it so"), group=group)
    say(request, _("Kept. It holds from now on."), group.agree(by=request.user, **form.cleaned_data))
    return redirect(group)


@form_page
def membership_create(request: Request, uid: UUID) -> HttpResponse:
    """Add a member without account."""
    group = led(request.user, uid)
    form = MemberForm(request.POST or None)
    if not form.is_valid():
        return show(request, form, title=_("A member without account"), do=_("Add to the roster"), group=group)
    membership = group.admit(by=request.user, **form.cleaned_data)
    say(request, _("%(name)s is a member of %(group)s.") % {"name": membership.name, "group": group})
    return redirect("groups:member_list", group.uid)


@form_page
def invitation_create(request: Request, uid: UUID) -> HttpResponse:
    """Invite someone; the link is shown once, for those who rather hand it over themselves."""
    group = led(request.user, uid)
    form = InviteForm(request.POST or None)
    if not form.is_valid():
        return show(request, form, title=_("Invite someone"), do=_("Write the letter"), group=group)
    base = house_url(request)
    invitation, secret = Invitation.send(by=request.user, group=group, base=base, **form.cleaned_data)
    context = {"group": group, "invitation": invitation, "link": Invitation.link(secret, base=base)}
    return TemplateResponse(request, "groups/invitation_sent.html", context)


@require_POST
def withdrawal_create(request: Request, uid: UUID) -> HttpResponse:
    """Take an invitation back."""
    invitation = get_object_or_404(Invitation.objects.visible_to(request.user).select_related("group"), uid=uid)
    invitation.withdraw(by=request.user)
    say(request, _("The invitation to %s opens nothing any more.") % invitation.email)
    if invitation.group is None:
        return redirect("house")
    return redirect("groups:member_list", invitation.group.uid)
