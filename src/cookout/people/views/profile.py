"""Pages of my own profile."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from cookout.core.http import Request


@require_safe
def profile_detail(request: Request) -> HttpResponse:
    """My profile."""
    return redirect(request.user.person)
