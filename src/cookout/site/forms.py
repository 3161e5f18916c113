"""What people type at the doors of the whole house."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import phonenumbers
from allauth.account.forms import SignupForm
from allauth.core import context as current
from django import forms
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.models import House, User
from cookout.core.scopes import SCOPES
from cookout.core.zones import ZoneField
from cookout.site.accounts import INVITATION, house_is_empty, invitation_of, open_account, waiting_account

LAST_YEAR = 2999


class SignUpForm(SignupForm):  # type: ignore[misc]  # allauth has no types
    """A new account: what others call you, how you sign in, when your day begins."""

    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput({"autocomplete": "name"}))
    zone = ZoneField(help_text=_("Your days begin and end here. You can change it later."))
    field_order = ["name", "email", "password1", "zone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.invitation = invitation_of(current.request)
        self.opens_house = self.invitation is None and house_is_empty()
        if self.invitation is not None:
            known = {"name": self.invitation.name, "email": self.invitation.email}
            kwargs["initial"] = {**known, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def clean_name(self) -> str:
        """A name is more than spaces."""
        name: str = self.cleaned_data["name"].strip()
        if not name:
            raise forms.ValidationError(_("Type the name that others call you by."))
        return name

    def validate_unique_email(self, value: str) -> str:
        """The account that waits for its first host may keep its address."""
        waiting = waiting_account() if self.opens_house else None
        if waiting is not None and waiting.email.lower() == value.lower():
            return value
        unique: str = super().validate_unique_email(value)
        return unique

    @transaction.atomic
    def save(self, request: HttpRequest) -> User:
        """Account, its person and its place in the group come together or not at all."""
        user: User = super().save(request)
        open_account(user, name=user.name, zone=self.cleaned_data["zone"])
        if self.invitation is not None:
            self.invitation.accept(by=user)
            request.session.pop(INVITATION, None)
        return user


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable when it runs
    """What holds for me on every page."""

    zone = ZoneField()

    class Meta:
        model = User
        fields = ["name", "zone", "theme", "region_code", "morning_mail_at"]
        widgets = {
            "theme": forms.RadioSelect(attrs={"data-theme-choice": ""}),
            "morning_mail_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }
        help_texts = {"morning_mail_at": _("Today's list by mail at this hour. Empty: no mail.")}

    def clean_region_code(self) -> str:
        """Two letters that phone numbers know."""
        code: str = self.cleaned_data["region_code"].strip().upper()
        if code not in phonenumbers.SUPPORTED_REGIONS:
            raise forms.ValidationError(_("Use the two letters of a country, such as US, GB or DE."))
        return code


class TokenForm(forms.Form):
    """A key for a program: what it is for, what it may do, until when."""

    name = forms.CharField(label=_("What is it for?"), max_length=80)
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"), choices=list(SCOPES.items()), widget=forms.CheckboxSelectMultiple
    )
    until = forms.DateField(
        label=_("Until when?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("It works to the end of that day. Empty: until you take it back."),
    )

    def clean_until(self) -> dt.date | None:
        """A day to come."""
        until: dt.date | None = self.cleaned_data["until"]
        if until is not None and until < timezone.localdate():
            raise forms.ValidationError(_("That day is over. Choose one to come, or leave it empty."))
        if until is not None and until.year > LAST_YEAR:
            raise forms.ValidationError(_("No key works that long. Choose an earlier day, or leave it empty."))
        return until

    @property
    def expires_at(self) -> dt.datetime | None:
        """The first moment at which the key is dead."""
        until: dt.date | None = self.cleaned_data["until"]
        if until is None:
            return None
        return timezone.make_aware(dt.datetime.combine(until + dt.timedelta(days=1), dt.time()))

    def chosen_scopes(self) -> Iterable[str]:
        """What the key may do."""
        scopes: list[str] = self.cleaned_data["scopes"]
        return scopes


class HouseForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable when it runs
    """The name of the house and its words."""

    class Meta:
        model = House
        fields = ["name", "group_word", "group_words"]


class InviteForm(forms.Form):
    """An invitation to the house, without a group."""

    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    email = forms.EmailField(label=_("Email"))


class ClosingForm(forms.Form):
    """Leaving, confirmed by the password."""

    password = forms.CharField(
        label=_("Your password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        """It must be the right one."""
        password: str = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise forms.ValidationError(_("That is not your password."))
        return password
