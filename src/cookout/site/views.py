"""Doors that belong to the whole house."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from cookout.site.accounts import house_is_empty


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page: today; a stranger is shown the right door."""
    if request.user.is_authenticated:
        return redirect("plan:today")
    return redirect("account_signup" if house_is_empty() else "account_login")
