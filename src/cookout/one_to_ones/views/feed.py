"""My calendar as an address: made, shown again, revoked, and read by other programs."""

import hashlib
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cookout.core.http import Request, house_url
from cookout.core.undo import say
from cookout.one_to_ones.forms.planning import FeedForm
from cookout.one_to_ones.models import CalendarFeed
from cookout.people.formats import qr


@require_http_methods(["GET", "HEAD", "POST"])
def feed_list(request: Request) -> HttpResponse:
    """The addresses I have handed out; making another."""
    form = FeedForm(request.POST or None)
    if form.is_valid():
        CalendarFeed.issue(by=request.user, name=form.cleaned_data["name"])
        say(request, _("Your calendar has an address. Give it to your calendar program."))
        return redirect("one_to_ones:feed_list")
    feeds = CalendarFeed.objects.visible_to(request.user).valid().order_by("-pk")
    shown = [{"feed": feed, **_shown(request, feed)} for feed in feeds]
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "one_to_ones/feed_list.html", {"feeds": shown, "form": form}, status=status)


@require_POST
def feed_revoke(request: Request, uid: UUID) -> HttpResponse:
    """The address opens nothing any more."""
    feed = get_object_or_404(CalendarFeed.objects.visible_to(request.user), uid=uid)
    feed.revoke(by=request.user)
    say(request, _("“%(name)s” opens nothing any more.") % {"name": feed})
    return redirect("one_to_ones:feed_list")


@login_not_required
@require_safe
def feed_detail(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar itself, for programs. Reading changes nothing."""
    feed = CalendarFeed.objects.all().bearing(secret)
    if feed is None:
        sentence = _("This address opens nothing. Make a new one on your page of 1-2-1s, under “Calendar”.")
        return HttpResponse(sentence + "\n", status=404, content_type="text/plain; charset=utf-8")
    entries = feed.appointments()
    body = feed.written(entries)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response["ETag"] = etag
    if changes := [entry.changed_at for entry in entries]:
        response["Last-Modified"] = http_date(max(changes).timestamp())
    # By content alone: what was taken back makes the latest change an earlier one.
    return get_conditional_response(request, etag=etag, response=response) or response


def _shown(request: Request, feed: CalendarFeed) -> dict[str, Any]:
    """The address with its code, while it can be shown."""
    address = f"{house_url(request)}{feed.path}" if feed.path else ""
    return {"address": address, "code": qr.code(address) if address else None}
