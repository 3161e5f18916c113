"""The entrance: who comes in, and how."""

from allauth.account.views import LoginView, SignupView
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cookout.core.undo import say
from cookout.groups.models import Invitation
from cookout.site import doors
from cookout.site.accounts import INVITATION, house_is_empty

sign_up = login_not_required(SignupView.as_view(template_name="site/sign_up.html"))
_sign_in = LoginView.as_view()


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page: today; a stranger is shown the right door."""
    if request.user.is_authenticated:
        return redirect("plan:today")
    if doors.is_open(request):
        return redirect("welcome")
    return redirect("account_signup" if house_is_empty() else "account_login")


@login_not_required
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Where nobody can sign in yet, the first visitor makes the host's account instead."""
    if not request.user.is_authenticated and house_is_empty():
        return redirect("account_signup")
    page: HttpResponseBase = _sign_in(request)
    return page


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    """Four doors into the sample, one click each."""
    if not doors.is_open(request):
        raise Http404
    if request.method != "POST":
        return TemplateResponse(request, "site/welcome.html", {"doors": doors.DOORS})
    user = doors.account_behind(request.POST.get("door", ""))
    if user is None:
        raise Http404
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("home")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Who invites, and into which group; accepting it, with an account or towards one."""
    found = Invitation.objects.all().bearing(secret)
    if found is None:
        return TemplateResponse(request, "site/invitation_gone.html", status=404)
    if request.method != "POST":
        return TemplateResponse(request, "site/invitation.html", {"invitation": found})
    if not request.user.is_authenticated:
        request.session[INVITATION] = secret
        return redirect("account_signup")
    membership = found.accept(by=request.user)
    say(request, _("Welcome to %s.") % (membership.group if membership else found.by))
    return redirect(membership.group if membership else "home")
