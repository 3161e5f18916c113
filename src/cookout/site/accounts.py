"""Who may get an account: the first visitor of an empty house, and whoever was invited."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from cookout.core.models import User
from cookout.groups.models import Invitation

INVITATION = "invitation"
"""The key in the session under which the secret of an opened invitation waits."""


def house_is_empty() -> bool:
    """Whether nobody can sign in yet."""
    return not User.objects.exclude(password__startswith="!").exists()


def invitation_of(request: HttpRequest) -> Invitation | None:
    """The open invitation that this visitor came with."""
    secret = request.session.get(INVITATION)
    return Invitation.objects.all().bearing(secret) if secret else None


class Adapter(DefaultAccountAdapter):
    """Allauth's questions, answered the way of this house."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Only by invitation, or as the first host."""
        return house_is_empty() or invitation_of(request) is not None

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """Keep the name that was typed."""
        user.name = form.cleaned_data.get("name", "").strip()
        return super().save_user(request, user, form, commit)
