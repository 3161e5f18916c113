"""The shape of what people choose on Today."""

from typing import Any

from django import forms

from cookout.core.models import User
from cookout.plan.rules import FITS
from cookout.ties.models import Context, Touch


class FilterForm(forms.Form):
    """Which life, and what fits into how many minutes. What makes no sense is ignored: a list is always shown."""

    life = forms.ModelChoiceField(Context.objects.none(), to_field_name="uid", required=False)
    fits = forms.TypedChoiceField(choices=[(n, n) for n in FITS], coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lives = Context.objects.visible_to(user)
        self.fields["life"].queryset = self.lives  # type: ignore[attr-defined]  # a ModelChoiceField, by its line above

    @property
    def chosen(self) -> tuple[Context | None, int | None]:
        """The life and the minutes that were asked for and exist."""
        self.is_valid()
        return self.cleaned_data.get("life"), self.cleaned_data.get("fits")


class FinishForm(forms.Form):
    """How I was in touch, and what about."""

    kind = forms.ChoiceField(choices=Touch.Kind.choices, required=False)
    text = forms.CharField(max_length=2000, required=False)
