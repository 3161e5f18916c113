"""What people type after a 1-2-1: the shape only, the verbs decide."""

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from cookout.core.ids import uuid7
from cookout.core.models import User
from cookout.one_to_ones import rules
from cookout.one_to_ones.models import Following, Promised, Wrapping, WrapUp
from cookout.ties.models import Promise, local_today

PICK, NOT_NOW = "pick", ""
"""Among offered times: one of one's own, and none."""

BLANK_ROWS = 2
A_WEEK = dt.timedelta(weeks=1)
LONGEST = Promise._meta.get_field("text").max_length
MET, MISSED = "met", "missed"


class DayInput(forms.DateInput):
    """A day, chosen by the device's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class WallField(forms.CharField):
    """A time as the clocks of a zone show it; an hour that summer time skips becomes the next one."""

    def __init__(self, *, zone: str = "UTC", **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"type": "datetime-local"}), **kwargs)
        self.zone = zone

    def clean(self, value: Any) -> dt.datetime | None:
        """The instant, or nothing."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return rules.on_the_wall(dt.datetime.fromisoformat(text).replace(tzinfo=None), self.zone)
        except (ValueError, OverflowError) as problem:
            raise forms.ValidationError(_("This is no time. Write it as 2026-03-01 16:10.")) from problem


class PromiseRow(forms.Form):
    """One promise, by when. Without words it is none."""

    text = forms.CharField(label=_("Promise"), max_length=LONGEST, required=False)
    due_on = forms.DateField(label=_("By"), required=False, widget=DayInput)
    uid = forms.UUIDField(required=False, initial=uuid7, widget=forms.HiddenInput)


class IdeaRow(PromiseRow):
    """An idea for a promise: it counts when it is ticked."""

    wanted = forms.BooleanField(label=_("Promise this"), required=False)


PromiseRows = forms.formset_factory(PromiseRow, extra=BLANK_ROWS, max_num=60, absolute_max=80)
IdeaRows = forms.formset_factory(IdeaRow, extra=0, max_num=20)


class WrapUpForm(forms.Form):
    """Did we meet, what I will send, when I think, when we meet again, how it went."""

    met = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    send = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    send_text = forms.CharField(label=_("Something else"), max_length=200, required=False)
    send_by = forms.DateField(label=_("By"), required=False, widget=DayInput)
    think = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    think_at = WallField(label=_("Another time"), required=False)
    next = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    next_at = WallField(label=_("Another time"), required=False)
    line = forms.CharField(label=_("How it went, in one line"), max_length=300, required=False)
    despite = forms.BooleanField(label=_("Keep both"), required=False)
    uid = forms.UUIDField(required=False, initial=uuid7, widget=forms.HiddenInput)

    collides = False
    """Whether something else is at a chosen time, so that one may say “keep both”."""

    def __init__(self, user: User, seen: Wrapping, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.seen = user, seen
        self._offer("think", seen.think_times, "l G:i")
        self._offer("next", seen.next_times, "D, F j, G:i")
        if seen.think_times and seen.wrap_up is None:
            self.fields["think"].initial = seen.think_times[0].isoformat()
        self._choose("send", list(sendings(seen).items()))
        self._choose("met", [(MET, _("We met")), *([(MISSED, _("It did not happen"))] if seen.may_be_missed else [])])
        for name in ("think_at", "next_at"):
            field = self.fields[name]
            assert isinstance(field, WallField)
            field.zone = user.zone

    def clean(self) -> dict[str, Any]:
        """Whoever picks a time of their own says which."""
        said = super().clean() or self.cleaned_data
        for name in ("think", "next"):
            if said.get(name) == PICK and not said.get(f"{name}_at") and f"{name}_at" not in self.errors:
                self.add_error(f"{name}_at", _("Say when, or choose “Not now”."))
        return said

    @property
    def sendings(self) -> list[BoundWidget]:
        """What is offered to send: what was not promised yet. A form that comes back may name the others too."""
        said = {promise.text for promise in self.seen.promised}
        return [choice for choice in self["send"] if choice.choice_label not in said]

    @property
    def was_missed(self) -> bool:
        """Whether one says that it did not happen."""
        return bool(self.cleaned_data.get("met") == MISSED)

    def following(self, promises: tuple[Promised, ...]) -> Following:
        """What follows; its ids come from the form's own, so that sending it twice is sending it once."""
        said, base = self.cleaned_data, self.cleaned_data.get("uid") or uuid7()
        return Following(
            promises=(*promises, *self._sent(base)),
            think_at=self._instant("think"),
            think_uid=uuid.uuid5(base, "think"),
            next_at=self._instant("next"),
            next_uid=uuid.uuid5(base, "next"),
            despite=said["despite"],
        )

    def _sent(self, base: uuid.UUID) -> Iterator[Promised]:
        said = self.cleaned_data
        due_on = said["send_by"] or local_today(self.user) + A_WEEK
        texts = [(key, sendings(self.seen)[key]) for key in said["send"]]
        if said["send_text"].strip():
            texts.append(("other", said["send_text"]))
        return (Promised(text, due_on, uuid.uuid5(base, f"send:{key}")) for key, text in texts)

    def _instant(self, name: str) -> dt.datetime | None:
        chosen = self.cleaned_data[name]
        if chosen in {NOT_NOW, PICK}:
            return self.cleaned_data[f"{name}_at"] if chosen == PICK else None
        return dt.datetime.fromisoformat(chosen)

    def _offer(self, name: str, times: tuple[dt.datetime, ...], pattern: str) -> None:
        offered = [(at.isoformat(), self._named(at, pattern)) for at in times]
        # A form that comes back may name a time that is not offered any more; the verb judges it.
        given = str(self.data.get(name, ""))
        if given not in {NOT_NOW, PICK, *(value for value, _label in offered)} and _is_instant(given):
            offered.append((given, self._named(dt.datetime.fromisoformat(given), pattern)))
        self._choose(name, [*offered, (PICK, _("Another time")), (NOT_NOW, _("Not now"))])

    def _named(self, at: dt.datetime, pattern: str) -> str:
        local = at.astimezone(self.user.tzinfo)
        if local.date() == local_today(self.user):
            return _t("Today %(time)s") % {"time": date_format(local, "G:i")}
        return date_format(local, pattern)

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class WrapUpSheet:
    """The whole page of a wrap-up: the form, the promises, and ideas for promises."""

    def __init__(self, user: User, seen: Wrapping, data: Any = None) -> None:
        due_on = local_today(user) + A_WEEK
        said = {"line": seen.wrap_up.line if seen.wrap_up else "", "met": MET, "send_by": due_on}
        open_ones = [p for p in seen.promised if p.is_open]
        made = [{"text": p.text, "due_on": p.due_on, "uid": p.uid} for p in open_ones]
        self.user, self.seen = user, seen
        self.form = WrapUpForm(user, seen, data, initial=said)
        self.promises = PromiseRows(data, prefix="p", initial=made)
        self.ideas = IdeaRows(data, prefix="i", initial=[{"text": text, "due_on": due_on} for text in ideas(seen)])
        for row in self.promises.extra_forms:
            row.fields["due_on"].initial = due_on

    @property
    def is_bound(self) -> bool:
        """Whether something was sent."""
        return self.form.is_bound

    def is_valid(self) -> bool:
        """All of it has the right shape."""
        if not self.form.is_valid():
            return False
        return self.form.was_missed or all([self.promises.is_valid(), self.ideas.is_valid()])

    def finish(self) -> WrapUp:
        """Do what was asked, in one act."""
        line, promises = self.form.cleaned_data["line"], tuple(self._promised())
        return WrapUp.finish(self.seen.one, by=self.user, line=line, following=self.form.following(promises))

    def _promised(self) -> Iterator[Promised]:
        due_on = local_today(self.user) + A_WEEK
        rows = [row.cleaned_data for row in self.promises]
        rows += [row.cleaned_data for row in self.ideas if row.cleaned_data.get("wanted")]
        for row in rows:
            yield Promised(row.get("text", ""), row.get("due_on") or due_on, row.get("uid"))


class ThoughtForm(forms.Form):
    """A thought on whom one could introduce."""

    text = forms.CharField(label=_("A thought"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 2}))
    uid = forms.UUIDField(required=False, initial=uuid7, widget=forms.HiddenInput)


class AskForm(forms.Form):
    """Whom to ask, by when."""

    person = forms.UUIDField()
    due_on = forms.DateField(required=False, widget=DayInput)


class SlotForm(forms.Form):
    """When to think; nothing means now."""

    starts_at = WallField(label=_("When"), required=False)
    despite = forms.BooleanField(label=_("Keep both"), required=False)
    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["starts_at"]
        assert isinstance(field, WallField)
        field.zone = user.zone


def sendings(seen: Wrapping) -> dict[str, str]:
    """What can be sent so that they can help: the promise it makes, by a short key."""
    name = {"name": seen.other.first_name}
    return {
        "card": _t("Send %(name)s what makes a good referral for me") % name,
        "article": _t("Send %(name)s an article") % name,
        "thanks": _t("Thank %(name)s with a note") % name,
    }


def ideas(seen: Wrapping) -> list[str]:
    """Ideas that were not promised yet."""
    said = {promise.text for promise in seen.promised}
    return [text for text in seen.ideas if text not in said] if seen.helps_them else []


def _is_instant(text: str) -> bool:
    try:
        at = dt.datetime.fromisoformat(text)
    except ValueError:
        return False
    return at.tzinfo is not None and at.year in rules.YEARS
