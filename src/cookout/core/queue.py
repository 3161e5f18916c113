"""The receiving end of the offline queue: what a device had kept arrives once, and only from whoever wrote it.

The sending end is `static/core/js/queue.js`. An item is `{id, url, body, made_at}`; it is posted to its `url` as a form
with the fields of `body` and some more (a `body` may hold a picture; then it comes in parts):

* `item`: the id that the device made. The same id again changes nothing (`Arrival`), because a device that does not
  hear our answer sends once more.
* `user`: the public id of whoever wrote it. Another person may have signed in on the same device meanwhile; what is
  not theirs is refused, and the device forgets it.
* `made_at` and `sent_at`: what the device's clock said when the item was made and when it was sent. Only their
  distance can be trusted: a phone's clock may be wrong by a day.
* `writer` and `n`: the device, and the number of the item on it (see `side_by_side`).

A view behind `receives` finds what the viewer may see, asks `is_first(request)` whether the item arrives for the first
time, calls one verb and answers with a dictionary, which the device receives as JSON and keeps as the latest it knows.
Everything happens in one transaction, so that an item has arrived exactly when its act stands. What the device does
with our answer:

* 2xx: it lets go of the item. * 4xx with `detail`: it says that sentence, and keeps the item until somebody looks or
drops it. * 5xx, 408, 429 or silence: it tries again, later and later. * The sign-in page: it says so, and waits.
"""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cookout.core.http import Request
from cookout.core.models import Arrival
from cookout.core.refusal import Refusal
from cookout.core.side_by_side import Sent

KEEPS = "Cookout-Keeps"
"""A page with this header may be kept on the device of the user it names, to be opened without signal."""

Door = Callable[..., dict[str, Any]]


def receives(door: Door) -> Callable[..., HttpResponse]:
    """Make a view that takes one item of the queue."""

    @require_POST
    @wraps(door)
    def view(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return JsonResponse(door(request, *args, **kwargs))
        except Refusal as no:
            return JsonResponse({"detail": str(no)}, status=409)
        except PermissionDenied as no:
            return JsonResponse({"detail": str(no)}, status=403)
        except Http404:
            gone = _("What this belongs to is not there any more.")
            return JsonResponse({"detail": gone}, status=404)

    return view


def is_first(request: Request) -> bool:
    """Note that the item has arrived; false where it had. What is somebody else's is not taken."""
    if request.POST.get("user") != str(request.user.uid):
        raise PermissionDenied(_("This was written by somebody else on this device. It is not sent in your name."))
    try:
        item = uuid.UUID(request.POST.get("item", ""))
    except ValueError:
        raise Refusal(_("What was sent has no id. Look for a newer version of this page.")) from None
    return Arrival.is_first(item, by=request.user)


def sent(request: HttpRequest, text: str) -> Sent:
    """What the form says of a text: upon what it was built, and which device it comes from."""
    base = request.POST.get("base", "")
    return Sent(
        text=text,
        base=_number(base) if base else None,
        writer=request.POST.get("writer", "")[:40],
        n=_number(request.POST.get("n", "")),
        saw=_number(request.POST.get("saw", "")),
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
