"""Saying what was done, with the way back."""

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cookout.core.models import Act, Undone


def say(request: HttpRequest, sentence: "str | LazyText", act: Act | None = None) -> None:
    """Say one sentence on the next page; with an act, beside a button that undoes it."""
    way_back = f"undo={reverse('core:undo_create', args=[act.uid])}" if act is not None else ""
    messages.success(request, str(sentence), extra_tags=way_back)


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
