"""Doors for people: which programs are told what, and what became of it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cookout.connect.forms import WebhookForm
from cookout.connect.models import Webhook, WebhookDelivery
from cookout.core.http import Request
from cookout.core.undo import say

SHOWN = 50
"""So many deliveries stand on the page, the newest first."""


@require_http_methods(["GET", "HEAD", "POST"])
def webhook_list(request: Request) -> HttpResponse:
    """My webhooks; making another."""
    form = WebhookForm(request.POST or None)
    if form.is_valid():
        hook = Webhook.make(by=request.user, **form.cleaned_data)
        say(request, _("“%s” is told from now on. Give its secret to the other side, and try it.") % hook)
        return redirect(hook)
    hooks = Webhook.objects.visible_to(request.user)
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "connect/webhook_list.html", {"hooks": hooks, "form": form}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def webhook_detail(request: Request, uid: UUID) -> HttpResponse:
    """One of them: its secret, what it is told, what became of it."""
    hook = _mine(request, uid)
    form = WebhookForm(request.POST or None, initial={"name": hook.name, "url": hook.url, "events": hook.events})
    if form.is_valid():
        say(request, _("“%s” is kept as you said.") % hook, hook.change(by=request.user, **form.cleaned_data))
        return redirect(hook)
    deliveries = hook.deliveries.select_related("webhook").order_by("-pk")[:SHOWN]
    context = {"hook": hook, "form": form, "deliveries": deliveries}
    return TemplateResponse(request, "connect/webhook_detail.html", context, status=422 if form.is_bound else 200)


@require_POST
def webhook_ping(request: Request, uid: UUID) -> HttpResponse:
    """Send a try."""
    hook = _mine(request, uid)
    hook.ping(by=request.user)
    say(request, _("A try is on its way. Look below in a moment what became of it."))
    return redirect(hook)


@require_POST
def webhook_secret_create(request: Request, uid: UUID) -> HttpResponse:
    """Another secret."""
    hook = _mine(request, uid)
    hook.renew_secret(by=request.user)
    say(request, _("From the next call on, the new secret signs. Give it to the other side."))
    return redirect(hook)


@require_POST
def webhook_pause(request: Request, uid: UUID) -> HttpResponse:
    """Call it no more for now."""
    hook = _mine(request, uid)
    say(request, _("“%s” pauses. What happens is kept for it.") % hook, hook.pause(by=request.user))
    return redirect(hook)


@require_POST
def webhook_resume(request: Request, uid: UUID) -> HttpResponse:
    """Go on."""
    hook = _mine(request, uid)
    say(request, _("“%s” goes on, with what was kept for it.") % hook, hook.resume(by=request.user))
    return redirect(hook)


@require_POST
def webhook_remove(request: Request, uid: UUID) -> HttpResponse:
    """Tell it nothing any more."""
    hook = _mine(request, uid)
    say(request, _("“%s” is told nothing any more.") % hook, hook.remove(by=request.user))
    return redirect("connect:webhook_list")


@require_POST
def delivery_repeat(request: Request, uid: UUID) -> HttpResponse:
    """Try one now."""
    delivery = get_object_or_404(WebhookDelivery.objects.visible_to(request.user), uid=uid)
    delivery.repeat(by=request.user)
    say(request, _("It is tried again now. Look below in a moment what became of it."))
    return redirect(delivery.webhook)


def _mine(request: Request, uid: UUID) -> Webhook:
    return get_object_or_404(Webhook.objects.visible_to(request.user), uid=uid)
