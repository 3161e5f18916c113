"""Where one is signed in: noted at the first click and then once an hour, so that reading stays reading."""

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse

SEEN = "seen"
"""The key in the session: when it was last noted, in seconds."""

EVERY = 60 * 60


class NoteWhenSeen:
    """Keeps the list of sessions true to the hour."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Note the session when it was not noted within the hour."""
        if request.user.is_authenticated and time.time() - request.session.get(SEEN, 0) > EVERY:
            request.session[SEEN] = int(time.time())
            UserSession.objects.create_from_request(request)
        return self.get_response(request)
