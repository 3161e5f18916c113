"""Who may get an account: the first visitor of an empty house, and whoever was invited.

What allauth asks of a site is answered here: letters become rows, so that a silent mail server never breaks a page;
a closed account wakes at the next complete sign-in.
"""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from django.contrib.sites.requests import RequestSite
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cookout.core.http import house_url
from cookout.core.ids import uuid7
from cookout.core.models import Act, Closing, House, Letter, User, one_act, record
from cookout.core.refusal import Refusal
from cookout.core.signals import account_opened
from cookout.groups.models import Invitation
from cookout.people.models import Person

INVITATION = "invitation"
"""The key in the session under which the secret of an opened invitation waits."""


def _path(address: str) -> str:
    """An address without its scheme and host."""
    return urlsplit(address)._replace(scheme="", netloc="").geturl()


def house_is_empty() -> bool:
    """Whether nobody can sign in yet. A sample lives by one click and is not empty."""
    return not House.the().is_sample and not User.objects.exclude(password__startswith="!").exists()


def waiting_account() -> User | None:
    """The account without password that `cookout import` made before anybody had signed up."""
    return User.objects.filter(password__startswith="!", is_active=True).order_by("pk").first()


def invitation_of(request: HttpRequest) -> Invitation | None:
    """The open invitation that this visitor came with."""
    secret = request.session.get(INVITATION)
    return Invitation.objects.all().bearing(secret) if secret else None


def open_account(user: User, *, name: str, zone: str) -> None:
    """Settle a new account: its own person, made once; an account that was waiting keeps its book."""
    person = Person.objects.filter(account=user).first()
    if person is None:
        account_opened.send(sender=User, user=user)
    elif person.full_name != name:
        person.rename(by=user, full_name=name)
    User.objects.filter(pk=user.pk).update(zone=zone)
    user.zone = zone


def keep_settings(*, by: User, **values: Any) -> Act:
    """Change what holds for me on every page; a new name is my person's name too."""
    with one_act(by=by, verb="account.settings", about=by.name) as act:
        person = Person.objects.filter(account=by).first()
        if person is not None and person.full_name == by.name != values.get("name", by.name):
            person.rename(by=by, full_name=values["name"])
        act.update(by, **values)
    return act


@transaction.atomic
def share_hosting(user: User, *, by: User) -> Act:
    """Make somebody a host beside me."""
    act = record(by=by, verb="house.host", about=user.name)
    act.update(user, is_host=True)
    return act


def claim_house(user: User) -> None:
    """Make the first visitor the host; of two who come at once, one."""
    House.objects.get_or_create(pk=1)
    House.objects.select_for_update().get(pk=1)
    if not house_is_empty():
        raise Refusal(_("Somebody else has just opened this house. Ask them for an invitation."))
    user.is_host = True


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Allauth's questions, answered the way of this house."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Only by invitation, or as the first host."""
        return house_is_empty() or invitation_of(request) is not None

    def new_user(self, request: HttpRequest) -> User:
        """A new account; the first host takes over the one that an import made."""
        return (waiting_account() if house_is_empty() else None) or User()

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Keep the name that was typed; without an invitation this can only be the first host."""
        if invitation_of(request) is None:
            claim_house(user)
        user.name = form.cleaned_data["name"].strip()
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the letter as a row; the worker sends it."""
        request = current.request
        here = house_url(request)
        # A request says itself where it went: the links lead where the operator said that the house is.
        links = {name: here + _path(str(value)) for name, value in context.items() if name.endswith("_url")}
        site = RequestSite(request)
        site.domain = site.name = urlsplit(here).netloc
        words = {"request": request, "email": email, **context, **links, "current_site": site}
        mail = self.render_mail(template_prefix, email, words)
        user = User.objects.filter(email__iexact=email).first()
        Letter.objects.create(key=f"account:{uuid7()}", user=user, to=email, subject=mail.subject, text=mail.body)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the settings."""
        return reverse("settings")

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """A closed account may come back within its thirty days; one that a host deactivated may not."""
        if Closing.objects.filter(user=user).exists():
            return None
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return answer

    def login(self, request: HttpRequest, user: User) -> None:
        """All steps are done: wake the account, then sign in."""
        if closing := Closing.objects.filter(user=user).first():
            closing.take_back()
            user.refresh_from_db()
        super().login(request, user)
