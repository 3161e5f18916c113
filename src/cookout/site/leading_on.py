"""An address that names somebody who was made one with another leads to that one, in every room."""

import re
from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from cookout.people.models import now_known_as

ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class OneByNow:
    """Where nothing is there, looks whether it was one of two cards that are one by now."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Lead on with the same method and body; not for good, because the two can be taken apart again."""
        response = self.get_response(request)
        if response.status_code != 404 or not request.user.is_authenticated or _takes_away(request):
            return response
        for said in ID.findall(request.path):
            became = now_known_as(request.user, UUID(said))
            if became is not None:
                on = request.get_full_path().replace(said, str(became.uid), 1)
                return HttpResponse(status=307, headers={"Location": on})
        return response


def _takes_away(request: HttpRequest) -> bool:
    """Whether it removes: who says so on an old page means that card, and not all that the two are by now."""
    return request.method == "DELETE" or (request.method == "POST" and request.path.endswith("/removal/"))
