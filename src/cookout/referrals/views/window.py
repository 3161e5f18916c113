"""The referrer's window, what she says there, and how its address is handed out and ended."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from cookout.core.http import Request, house_url
from cookout.core.refusal import Refusal
from cookout.core.undo import say
from cookout.people.formats import qr
from cookout.referrals.forms.window import ReplyForm
from cookout.referrals.models import Referral, Reply, WindowLink
from cookout.referrals.models.window_story import Window

KEPT_BY_NOBODY = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
}
"""A secret address stays between its owner and whoever holds it: no cache, no search engine, no next site learns it."""


@csrf_exempt  # the secret in the address is the key, no cookie is; and browsers hide where a no-referrer form is from
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def window_detail(request: HttpRequest, secret: str) -> HttpResponse:
    """What became of one referral, for whoever holds the address. Looking changes nothing and is not counted."""
    link = WindowLink.opened_by(secret)
    if link is None:
        return TemplateResponse(request, "referrals/link_gone.html", status=404, headers=KEPT_BY_NOBODY)
    form = ReplyForm(request.POST if request.method == "POST" else None)
    problem = ""
    with timezone.override(link.owner.tzinfo):
        if form.is_valid():
            try:
                Reply.say(referral=link.referral, **form.cleaned_data)
                return redirect(f"{request.path}#said", permanent=False)
            except Refusal as no:
                problem = str(no)
        context = {"window": Window(link.referral), "one": link.referral, "form": form, "problem": problem}
        status = 409 if problem else 422 if form.is_bound else 200
        answer = TemplateResponse(
            request, "referrals/window_detail.html", context, status=status, headers=KEPT_BY_NOBODY
        )
        return answer.render()


@require_http_methods(["GET", "HEAD", "POST"])
def window_link_create(request: Request, uid: UUID) -> HttpResponse:
    """The address of her window with its code, to hand out; made with a press."""
    one = _given_to_me(request, uid)
    if request.method == "POST":
        WindowLink.of(one, by=request.user)
        return redirect("referrals:window_link_create", one.uid)
    link = WindowLink.standing(one, request.user)
    address = f"{house_url(request)}{link.path}" if link is not None else ""
    context = {"one": one, "link": link, "address": address, "code": qr.code(address) if address else None}
    return TemplateResponse(request, "referrals/window_link.html", context)


@require_POST
def window_link_end(request: Request, uid: UUID) -> HttpResponse:
    """Her window opens no more."""
    one = _given_to_me(request, uid)
    WindowLink.end(one, by=request.user)
    say(request, _("The window for %s is closed. Its address opens nothing any more.") % one.referrer.first_name)
    return redirect(one)


@require_POST
def reply_create(request: Request, uid: UUID) -> HttpResponse:
    """The referrer with an account says thank you, or asks how it is going."""
    one: Referral = get_object_or_404(Referral.objects.visible_to(request.user).with_parties(), uid=uid)
    form = ReplyForm(request.POST)
    if form.is_valid():
        Reply.say(referral=one, user=request.user, **form.cleaned_data)
        say(request, _("%s will read it here.") % one.provider.first_name)
    return redirect(one)


@require_POST
def reply_see(request: Request, uid: UUID) -> HttpResponse:
    """The provider has read what she said."""
    one = _given_to_me(request, uid)
    Reply.see(one, by=request.user)
    return redirect(one)


def _given_to_me(request: Request, uid: UUID) -> Referral:
    one: Referral = get_object_or_404(Referral.objects.given_to(request.user).with_parties(), uid=uid)
    return one
