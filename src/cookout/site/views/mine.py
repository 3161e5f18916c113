"""My settings: how I am called and when my day begins, keys for programs, the privacy policy, leaving."""

from copy import copy
from uuid import UUID

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cookout.core import privacy
from cookout.core.http import Request
from cookout.core.models import Closing, Token
from cookout.core.undo import say
from cookout.site.accounts import keep_settings
from cookout.site.forms import ClosingForm, SettingsForm, TokenForm


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: Request) -> HttpResponse:
    """What holds for me on every page."""
    form = SettingsForm(request.POST or None, instance=copy(request.user))
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return TemplateResponse(request, "site/settings.html", {"form": form}, status=status)
    say(request, _("Your settings are kept."), keep_settings(by=request.user, **form.cleaned_data))
    return redirect("settings")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def token_list(request: Request) -> HttpResponse:
    """My keys; a new one shows its secret on the answer and never again."""
    form, secret = TokenForm(request.POST or None), ""
    if form.is_valid():
        told = form.cleaned_data
        _token, secret = Token.issue(
            by=request.user, name=told["name"], scopes=told["scopes"], expires_at=form.expires_at
        )
        form = TokenForm()
    tokens = Token.objects.visible_to(request.user).filter(revoked_at=None).order_by("-created_at")
    status = 422 if form.is_bound else 200
    return TemplateResponse(
        request, "site/tokens.html", {"form": form, "secret": secret, "tokens": tokens}, status=status
    )


@require_POST
def token_revocation_create(request: Request, uid: UUID) -> HttpResponse:
    """Take a key back."""
    token = get_object_or_404(Token.objects.visible_to(request.user), uid=uid)
    token.revoke(by=request.user)
    say(request, _("“%s” opens nothing any more.") % token.name)
    return redirect("token_list")


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def closing(request: Request) -> HttpResponse:
    """Leave: take your data with you first, then close; thirty days to think again."""
    form = ClosingForm(request.user, request.POST or None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return TemplateResponse(request, "site/closing.html", {"form": form}, status=status)
    closed = Closing.begin(by=request.user)
    logout(request)
    return TemplateResponse(request, "site/closed.html", {"closing": closed})


@login_not_required
@require_safe
def privacy_policy(request: HttpRequest) -> HttpResponse:
    """What is kept, why, how long, and what erasing does: the very file that the program obeys."""
    return TemplateResponse(request, "site/privacy.html", {"entries": privacy.readable()})
