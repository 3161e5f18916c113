"""Saying what was done, with the way back."""

from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise as LazyText
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cookout.core.http import back
from cookout.core.models import Act, Undone


def say(request: HttpRequest, sentence: "str | LazyText", act: Act | None = None, *, to: str = "") -> None:
    """Say one sentence on the next page; with an act, beside a button that undoes it and then leads `to` a page.

    Without `to` it leads back to where it was pressed, or to Today from the page of what is not there any more.
    """
    way_back = f"undo={reverse('core:undo_create', args=[act.uid])}" if act is not None else ""
    messages.success(request, str(sentence), extra_tags=f"{way_back}?{urlencode({'to': to})}" if to else way_back)


def after_undo(request: HttpRequest, act: Act) -> HttpResponseRedirect:
    """The page to look at when an act is taken back."""
    to = request.GET.get("to", "")
    if to.startswith("/") and url_has_allowed_host_and_scheme(to, allowed_hosts=None):
        return HttpResponseRedirect(to, status=303)
    made = {
        str((row or {}).get("uid")) for row in act.changes.filter(before__isnull=True).values_list("after", flat=True)
    }
    here = urlsplit(request.META.get("HTTP_REFERER", "")).path
    return HttpResponseRedirect("/", status=303) if made & set(here.split("/")) else back(request)


def told(undone: Undone) -> str:
    """What came of an undo, in words."""
    if undone.skipped:
        kept = len(undone.skipped)
        return ngettext(
            "Undone, except for one thing that was changed since: it stays as it is.",
            "Undone, except for %(n)s things that were changed since: they stay as they are.",
            kept,
        ) % {"n": kept}
    if undone.restored:
        return _("Undone. Everything is as it was.")
    return _("There was nothing left to undo.")
