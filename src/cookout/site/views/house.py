"""The host's settings: the house, its words, its regions and groups, who is invited, who hosts."""

from uuid import UUID

from django.conf import settings as chosen
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cookout.core.http import Request, house_url
from cookout.core.models import House, User
from cookout.core.undo import say
from cookout.groups.models import Group, Invitation, Region
from cookout.site.accounts import share_hosting
from cookout.site.forms import HouseForm, InviteForm


def for_hosts(request: Request) -> User:
    """The host who asks; to others this page does not exist."""
    if not request.user.is_host:
        raise Http404
    return request.user


@require_http_methods(["GET", "HEAD", "POST"])
def house(request: Request) -> HttpResponse:
    """The name, the words, and what there is in this house."""
    host = for_hosts(request)
    form = HouseForm(request.POST or None, instance=House.the())
    if form.is_valid():
        say(request, _("The house has its new words."), House.reword(by=host, **form.cleaned_data))
        return redirect("house")
    return TemplateResponse(request, "site/house.html", _contents(host, form), status=422 if form.is_bound else 200)


@require_POST
def invitation_create(request: Request) -> HttpResponse:
    """Invite somebody to the house, without a group."""
    host = for_hosts(request)
    form = InviteForm(request.POST)
    if not form.is_valid():
        context = {**_contents(host, HouseForm(instance=House.the())), "invite": form}
        return TemplateResponse(request, "site/house.html", context, status=422)
    told, base = form.cleaned_data, house_url(request)
    _invitation, secret = Invitation.send(by=host, email=told["email"], name=told["name"], base=base)
    link = Invitation.link(secret, base=base)
    context = {**_contents(host, HouseForm(instance=House.the())), "link": link, "invited": told["email"]}
    return TemplateResponse(request, "site/house.html", context)


@require_POST
def host_create(request: Request, uid: UUID) -> HttpResponse:
    """Make somebody a host beside me."""
    host = for_hosts(request)
    user = get_object_or_404(User, uid=uid, is_active=True)
    say(request, _("%s hosts this house with you.") % user.name, share_hosting(user, by=host))
    return redirect("house")


def _contents(host: User, form: HouseForm) -> dict[str, object]:
    return {
        "form": form,
        "invite": InviteForm(),
        "invitations": Invitation.objects.visible_to(host).open().select_related("group", "by"),
        "regions": Region.objects.visible_to(host),
        "groups": Group.objects.visible_to(host).select_related("region"),
        "people": User.objects.filter(is_active=True).order_by("name"),
        "mail_is_printed": chosen.EMAIL_BACKEND.endswith("console.EmailBackend"),
    }
