"""How did it go? The prospect's page, and how the provider asks."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from cookout.core.http import Request
from cookout.core.refusal import Refusal
from cookout.core.undo import say
from cookout.referrals.forms.window import ExperienceForm
from cookout.referrals.models import Experience, ExperienceLink, Referral
from cookout.referrals.models.experience import leave_alone
from cookout.referrals.models.own_part import OwnPart
from cookout.referrals.views.window import KEPT_BY_NOBODY


@csrf_exempt  # as on the referrer's window: the secret is the key
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def experience_detail(request: HttpRequest, secret: str) -> HttpResponse:
    """One tap, once. Looking changes nothing: programs that scan mail look too."""
    link = ExperienceLink.opened_by(secret)
    if link is None:
        return TemplateResponse(request, "referrals/link_gone.html", status=404, headers=KEPT_BY_NOBODY)
    with timezone.override(link.owner.tzinfo):
        return _shown(request, link)


def _shown(request: HttpRequest, link: ExperienceLink) -> HttpResponse:
    is_alone = request.POST.get("contact") == "no"
    form = ExperienceForm(request.POST if request.method == "POST" and not is_alone else None)
    problem = ""
    try:
        if is_alone:
            leave_alone(link)
        elif form.is_valid():
            Experience.say(link=link, **form.cleaned_data)
        if is_alone or form.is_bound and form.is_valid():
            return redirect(f"{request.path}#said")
    except Refusal as no:
        problem = str(no)
    status = 409 if problem else 422 if form.is_bound else 200
    context: dict[str, Any] = {"part": OwnPart(link), "form": form, "problem": problem}
    return TemplateResponse(
        request, "referrals/experience_detail.html", context, status=status, headers=KEPT_BY_NOBODY
    ).render()


@require_POST
def experience_link_create(request: Request, uid: UUID) -> HttpResponse:
    """Ask the prospect how the latest step went: by mail, or with an address to hand out."""
    one: Referral = get_object_or_404(Referral.objects.given_to(request.user).with_parties(), uid=uid)
    by_mail = request.POST.get("how") == "mail"
    ExperienceLink.ask(referral=one, by=request.user, by_mail=by_mail)
    said = _("A mail asks %s how it went.") if by_mail else _("Here is the address for %s. It works once.")
    say(request, said % one.prospect.first_name)
    return redirect(f"{one.get_absolute_url()}#experience")
