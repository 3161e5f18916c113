"""What people type to pass a referral, to note one that came to them, or to keep a name for now."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from cookout.core.ids import uuid7
from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.core.search import words
from cookout.people.models import Person
from cookout.referrals.forms.facts import OFFERED, DayInput, FactsForm, YesNo
from cookout.referrals.models import Prospect, Referral, Role, Twice
from cookout.referrals.models.whom import Parties, refuse_long_ago, refuse_same
from cookout.ties.models import Tie, local_today
from cookout.ties.models.kept import refuse_to_come

GIVE, RECEIVE, NAME = "give", "receive", "name"
NOBODY_OF_MINE = "new"
"""What is chosen where none of those who are called so is meant."""


class PassingForm(FactsForm):
    """A new one: to whom or from whom, about whom, and what they agreed to."""

    MORE = ("handoff", "temperature", "was_asked", "given_on", "parent", *FactsForm.MINE)
    WARMTH: tuple[str, ...] = ("closeness", "expects_call", "first_step")

    direction = forms.ChoiceField(
        label=_("This name"),
        choices=[(RECEIVE, _("was given to me")), (GIVE, _("is for somebody I know"))],
        initial=RECEIVE, widget=forms.RadioSelect,
    )  # fmt: skip
    whom = forms.CharField(max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off", "list": "people"}))
    whom_is = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    add_whom = forms.BooleanField(required=False)
    prospect = forms.CharField(
        label=_("Whom is it about?"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "people"}),
    )  # fmt: skip
    prospect_is = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    mail = forms.EmailField(label=_("Their email"), required=False)
    phone = forms.CharField(
        label=_("Their phone"), required=False, max_length=60,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel"}),
    )  # fmt: skip
    inside = forms.BooleanField(required=False)
    may_contact = YesNo(
        _("Yes, they agreed"), _("They said no"), _("Not asked yet"), label=_("May they be contacted?"), required=False,
        must_choose=True,
        help_text=_("Without a yes it is a name, not yet a referral: you alone see it."),
    )  # fmt: skip
    may_tell = YesNo(
        _("Yes"), _("No, only where it stands"), _("Not asked yet"), label=_("May the referrer hear what comes of it?"),
        required=False,
    )  # fmt: skip
    was_asked = forms.BooleanField(required=False)
    given_on = forms.DateField(label=_("On"), required=False, widget=DayInput)
    despite = forms.BooleanField(required=False)
    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, user: User, data: Any = None, *, way: str, **kwargs: Any) -> None:
        super().__init__(user, data, **kwargs)
        self.way = way
        self.there: Referral | None = None
        self.which: dict[str, list[Person]] = {}
        self.unknown = ""
        self._people: dict[str, Person | None] = {}
        self.initial.setdefault("uid", uuid7())
        self.initial.setdefault("given_on", local_today(user))
        for name, label in LABELS[way].items():
            self.fields[name].label = label
        if way == NAME:
            for name in ("inside", "may_contact", "may_tell", *self.WARMTH, *self.MORE):
                self.fields.pop(name, None)
        else:
            del self.fields["direction"]

    @property
    def more(self) -> list[forms.BoundField]:
        """What one may say besides."""
        return self.group(self.MORE)

    @property
    def opens_more(self) -> bool:
        """Unfolded where something in it is wrong or was said."""
        return self.opens(name for name in self.MORE if name != "given_on") or bool(self.errors.get("given_on"))

    def people(self) -> list[str]:
        """Names to choose from while typing: whom one was in touch with last."""
        ties = Tie.objects.visible_to(self.user).filter(person__in=Person.objects.known_to(self.user))
        names = ties.order_by("-last_touch_on", "-pk").values_list("person__full_name", flat=True)[:200]
        return list(dict.fromkeys(names))

    def clean(self) -> dict[str, Any]:
        """Who is meant, and whether these three can be three."""
        said = super().clean() or self.cleaned_data
        self._people = {"whom": self._meant("whom"), "prospect": self._meant("prospect")}
        if not said.get("inside") and not said.get("prospect"):
            self._wrong("prospect", _("Say whom it is about."))
        elif said.get("inside") and said.get("prospect"):
            self._wrong("prospect", _("Take the name away, or the tick: either they buy, or somebody else does."))
        if "may_contact" in self.fields and not said.get("inside") and not self.data.get("may_contact"):
            self._wrong("may_contact", _("Say whether they agreed. If nobody asked them, that is an answer too."))
        if not self.errors and self._people["whom"] is not None:
            self._refuse_same(self._people["whom"])
        return said

    def refuse(self, no: Refusal) -> None:
        """Say why not; where the same one stands here already, show it and offer to note it all the same."""
        if isinstance(no, Twice):
            self.there = Referral.objects.get(pk=no.there.pk)
        super().refuse(no)

    def carry_out(self) -> Referral:
        """Pass it or note it, and add whoever is new to the book."""
        said = self.cleaned_data
        whom = self._people["whom"] or Person.keep(by=self.user, full_name=said["whom"])
        both = {"by": self.user, "prospect": self._prospect(), "uid": said["uid"], "despite": said["despite"]}
        values = {name: said[name] for name in NEW if name in said}
        values |= {name: said[name] for name in (*self.MINE, "given_on") if said.get(name)}
        if self.deed == GIVE:
            return Referral.give(to=whom, **both, **values)
        return Referral.receive(referrer=whom, **both, **values)

    def clean_given_on(self) -> dt.date:
        """A day that has come, in this age."""
        on: dt.date = self.cleaned_data["given_on"] or local_today(self.user)
        try:
            refuse_to_come(on, self.user)
            refuse_long_ago(on)
        except Refusal as no:
            raise forms.ValidationError(str(no)) from no
        return on

    @property
    def deed(self) -> str:
        """Given by me or to me."""
        return str(self.cleaned_data["direction"]) if self.way == NAME else self.way

    @property
    def about(self) -> str:
        """Whom the diary names."""
        return str(self.cleaned_data["prospect"] or self.cleaned_data["whom"])

    def _prospect(self) -> Prospect | None:
        """As typed; what I pass on about somebody of my own book is filled up from it."""
        said, person = self.cleaned_data, self._people["prospect"]
        if said.get("inside"):
            return None
        mail, phone = said["mail"], said["phone"]
        if person is not None and person.keeper_id == self.user.pk and self.deed == GIVE:
            mail = mail or (person.mail.value if person.mail else "")
            phone = phone or (person.phone.value if person.phone else "")
        return Prospect(said["prospect"], mail, phone, person)

    def _meant(self, name: str) -> Person | None:
        """Whoever was chosen, else whom the words name; of a prospect only the whole name counts."""
        typed = self.cleaned_data.get(name, "").strip()
        chosen = self.cleaned_data.get(f"{name}_is", "")
        if not typed or (name == "prospect" and chosen == NOBODY_OF_MINE):
            return None
        found = Person.objects.known_to(self.user).with_details().called(typed, by=self.user)
        if name == "prospect":
            found = [person for person in found if words(person.full_name) == words(typed)]
        fits = [person for person in found if str(person.uid) == chosen]
        if len(found) > 1 and not fits:
            self.which[name] = found[:OFFERED]
            self._wrong(name, _t("Several people of your book are called “%s”. Say which.") % typed)
        if not found and name == "whom":
            return self._nobody(typed, chosen)
        return next(iter(fits or (found if len(found) == 1 else [])), None)

    def _nobody(self, typed: str, chosen: str) -> Person | None:
        """Not among those I know: myself, or somebody to be added first."""
        me = self.user.person
        if chosen == str(me.uid) or words(typed) == words(me.full_name):
            return me
        if not self.cleaned_data.get("add_whom"):
            self.unknown = typed
            self._wrong("whom", _t("Nobody in your book is called “%s”.") % typed)
        return None

    def _refuse_same(self, whom: Person) -> None:
        me, inside = self.user.person, self.cleaned_data.get("inside")
        given = self.deed == GIVE
        referrer, provider = (me, whom) if given else (whom, me)
        parties: Parties = {Role.REFERRER: referrer, Role.PROVIDER: provider}
        parties[Role.PROSPECT] = referrer if inside else self._prospect() or referrer
        try:
            refuse_same(self.user, parties)
        except Refusal as no:
            self._wrong("whom" if whom == me else "prospect", str(no))

    def _wrong(self, name: str, sentence: Any) -> None:
        if name not in self.errors:
            self.add_error(name, sentence)


NEW = ("may_contact", "may_tell", "was_asked", "closeness", "expects_call", "first_step", "handoff", "temperature",
       "note", "parent")  # fmt: skip
"""What a new one says besides the three."""

LABELS: dict[str, dict[str, Any]] = {
    GIVE: {
        "whom": _("To whom"),
        "inside": _("Nobody else: I buy myself"),
        "closeness": _("How well you know them"),
        "was_asked": _("I was asked for it"),
    },
    RECEIVE: {
        "whom": _("Who gave it to you"),
        "inside": _("Nobody else: they buy themselves"),
        "closeness": _("How well they know each other"),
        "was_asked": _("I had asked for it"),
    },
    NAME: {"whom": _("From whom, or for whom")},
}
