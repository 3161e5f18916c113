"""What people put right about a referral, by whoever may say it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Act, User, one_act
from cookout.referrals import rules
from cookout.referrals.forms.facts import DayInput, FactsForm, YesNo
from cookout.referrals.models import Kind, Prospect, Referral, Role


class ChangeForm(FactsForm):
    """What is known by now, by whoever may say it."""

    may_tell = YesNo(
        _("Yes"), _("No, only where it stands"), _("Not asked yet"), label=_("May the referrer hear what comes of it?"),
        required=False,
    )  # fmt: skip
    agreed = forms.BooleanField(label=_("They agreed to be contacted"), required=False)
    was_asked = forms.BooleanField(label=_("I had asked for it"), required=False)
    is_confidential = forms.BooleanField(
        label=_("Confidential"), required=False, help_text=_("The referrer is told where it stands and nothing else.")
    )
    next_step = forms.CharField(label=_("What comes next"), required=False, max_length=300)
    next_on = forms.DateField(label=_("On"), required=False, widget=DayInput)
    update_days = forms.IntegerField(
        label=_("News at least every so many days"), min_value=rules.FEWEST_DAYS, max_value=rules.MOST_DAYS
    )

    prospect = forms.CharField(label=_("Whom it is about"), max_length=200)
    mail = forms.EmailField(label=_("Their email"), required=False)
    phone = forms.CharField(
        label=_("Their phone"), required=False, max_length=60,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel"}),
    )  # fmt: skip

    ORDER = ("agreed", "prospect", "mail", "phone", "note", "may_tell", "next_step", "next_on")
    FACTS = ("note", "may_tell", "closeness", "expects_call", "first_step", "handoff", "temperature", "parent")
    KEEPS = ("next_step", "next_on", "update_days", "is_confidential", "was_asked")

    def __init__(self, user: User, one: Referral, data: Any = None) -> None:
        self.one, self.side = one, one.side(user)
        initial: dict[str, Any] = {name: getattr(one, name) for name in (*self.FACTS, *self.KEEPS)}
        if self.side is not None:
            mine = {"one_to_one": self.side.one_to_one, "promise": self.side.promise}
            initial |= {"private_note": self.side.note, **mine}
        about = one.prospect
        initial |= {"prospect": about.name, "mail": about.mail, "phone": about.phone}
        super().__init__(user, data, with_whom=one.person_for(user, one.other(user).role), initial=initial)
        for name in self._kept_back(user):
            del self.fields[name]
        if not one.is_name:
            del self.fields["agreed"]
        if one.kind == Kind.INSIDE or not about.name:
            for name in ("prospect", "mail", "phone"):
                del self.fields[name]
        if one.role_of(user) == Role.REFERRER and "was_asked" in self.fields:
            self.fields["was_asked"].label = _("I was asked for it")
        self.order_fields([*self.ORDER, *(name for name in self.fields if name not in (*self.ORDER, *self.MINE))])

    def _kept_back(self, user: User) -> tuple[str, ...]:
        """What only the provider says; once he is in touch with them, also how much may be told."""
        if self.one.keeps_record(user):
            return ()
        return self.KEEPS if self.one.accepted_at is None else (*self.KEEPS, "may_tell")

    def carry_out(self) -> Act:
        """All of it as one act."""
        said, one, by = self.cleaned_data, self.one, self.user
        with one_act(by=by, verb="referral.change", about=str(one)) as act:
            about = Prospect(said["prospect"], said["mail"], said["phone"]) if "prospect" in said else None
            one.change(
                by=by, prospect=about, **{name: said[name] for name in (*self.FACTS, *self.KEEPS) if name in said}
            )
            if said.get("agreed"):
                one.agree(by=by)
            mine = {"note": said["private_note"]}
            mine |= {name: said[name] for name in ("one_to_one", "promise") if name in said}
            if self.side is not None or any(mine.values()):
                one.keep_side(by=by, **mine)
        return act

    def _parents(self) -> Any:
        return super()._parents().exclude(pk=self.one.pk)
