"""Letters that come back, and the way out of letters."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from cookout.core.http import Request
from cookout.core.undo import say
from cookout.referrals.models import MailStop, Update
from cookout.referrals.models.stops import StopToken
from cookout.referrals.views.window import KEPT_BY_NOBODY


@csrf_exempt  # mail programs press it without page or cookie (RFC 8058); the signed token is the key
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def mail_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop letters of one user to one address. Looking changes nothing; a press does, with or without a browser."""
    stop = StopToken.read(token)
    if stop is None:
        return TemplateResponse(request, "referrals/link_gone.html", status=404, headers=KEPT_BY_NOBODY)
    if request.method == "POST":
        if request.POST.get("again"):
            MailStop.lift(stop)
        else:
            MailStop.stop(stop)
    context = {"name": stop.owner.name, "is_stopped": stop.is_stopped, "is_pressed": request.method == "POST"}
    return TemplateResponse(request, "referrals/mail_stop.html", context, headers=KEPT_BY_NOBODY)


@require_POST
def bounce_create(request: Request, uid: UUID) -> HttpResponse:
    """The mail came back to my own letter box: the news is owed as before."""
    update = get_object_or_404(Update.objects.visible_to(request.user).mailed_by(request.user), uid=uid)
    update.come_back()
    say(request, _("Noted. Tell %s another way.") % update.referral.referrer.first_name)
    return redirect(update.referral)
