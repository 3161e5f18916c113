"""What the referrer reads in her window: the story so far in plain sentences, and what comes next. Nothing else."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cookout.referrals.models.business import shared_bands
from cookout.referrals.models.experience import Experience
from cookout.referrals.models.kinds import Channel, Kind, Role, State
from cookout.referrals.models.party import Step
from cookout.referrals.models.referral import Referral
from cookout.referrals.models.telling_news import Update
from cookout.referrals.models.window import Reply

HAPPENED = {
    State.GIVEN: gettext_lazy("You recommended %(prospect)s to %(provider)s."),
    State.ACCEPTED: gettext_lazy("%(provider)s took it on."),
    State.DECLINED: gettext_lazy("%(provider)s said no."),
    State.TRIED: gettext_lazy("%(provider)s tried to reach %(prospect)s."),
    State.REACHED: gettext_lazy("%(provider)s and %(prospect)s have spoken."),
    State.MEETING: gettext_lazy("It came to a meeting with %(prospect)s."),
    State.PROPOSAL: gettext_lazy("%(prospect)s got a proposal."),
    State.WON: gettext_lazy("%(prospect)s said yes. It began with you."),
    State.LOST: gettext_lazy("It did not work out this time."),
    State.NOT_A_FIT: gettext_lazy("It turned out not to be a good fit."),
    State.WITHDRAWN: gettext_lazy("It was taken back."),
}
"""What each change of state is, said to her."""

TO_A_CLIENT = {
    State.GIVEN: gettext_lazy("You turned to %(provider)s."),
    State.TRIED: gettext_lazy("%(provider)s tried to reach you."),
    State.REACHED: gettext_lazy("You and %(provider)s have spoken."),
    State.MEETING: gettext_lazy("It came to a meeting with %(provider)s."),
    State.PROPOSAL: gettext_lazy("You got a proposal."),
    State.WON: gettext_lazy("You said yes."),
}
"""The same where she buys herself."""

TOLD = {
    Channel.MAIL: gettext_lazy("%(provider)s wrote to you:"),
    Channel.TEXT: gettext_lazy("%(provider)s wrote to you:"),
    Channel.COPY: gettext_lazy("%(provider)s wrote to you:"),
    Channel.HERE: gettext_lazy("%(provider)s told you:"),
    Channel.IN_PERSON: gettext_lazy("%(provider)s told you in person."),
}

ICONS = {
    State.GIVEN: "arrow-right",
    State.ACCEPTED: "check",
    State.TRIED: "phone",
    State.REACHED: "phone",
    State.MEETING: "coffee",
    State.PROPOSAL: "file-text",
    State.WON: "circle-check",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened: when, in one sentence, with the words that were said."""

    at: dt.datetime
    on: dt.date
    icon: str
    text: str
    words: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Window:
    """One referral as its referrer sees it without an account."""

    one: Referral

    @property
    def provider(self) -> str:
        """Who does the work."""
        return self.one.provider.called

    @property
    def is_client(self) -> bool:
        """Whether she buys herself."""
        return self.one.kind == Kind.INSIDE

    @property
    def now(self) -> str:
        """Where it stands, as the last sentence of the story that is a state."""
        last = self.steps[-1] if self.steps else None
        return self._sentence(last) if last is not None else ""

    @cached_property
    def steps(self) -> list[Step]:
        """The changes of state that stand."""
        steps = self.one.steps.filter(deleted_at=None).exclude(kind=Step.Kind.CHANGED)
        return list(steps.select_related("party"))

    @cached_property
    def entries(self) -> list[Entry]:
        """The story, in the order in which it happened."""
        entries = [*self._moves(), *self._told(), *self._said(), *self._experienced()]
        return sorted(entries, key=lambda entry: (entry.on, entry.at))

    @property
    def next(self) -> str:
        """What comes next, as far as it may be told."""
        one, said = self.one, self._names
        if not one.is_open:
            return ""
        if one.state == State.GIVEN:
            return _("%(provider)s has not answered yet.") % said
        if not (one.may_tell_more and one.next_step):
            return _("It goes on. You hear from %(provider)s when something changes.") % said
        words = {"what": one.next_step.rstrip(". ")}
        if one.next_on is None:
            return _("Next: %(what)s.") % words
        return _("Next, on %(day)s: %(what)s.") % {**words, "day": date_format(one.next_on, "F j")}

    @property
    def bands(self) -> list[str]:
        """About how much business came of it, where the provider shares that."""
        return shared_bands(self.one)

    @property
    def _names(self) -> dict[str, str]:
        return {"provider": self.one.provider.first_name, "prospect": self.one.prospect.first_name}

    def _sentence(self, step: Step) -> str:
        said = HAPPENED[State(step.state)]
        if self.is_client:
            said = TO_A_CLIENT.get(State(step.state), said)
        if step.state == State.WITHDRAWN and step.party.role == Role.PROSPECT:
            said = gettext_lazy("%(prospect)s asked not to be contacted.")
        elif step.state == State.WITHDRAWN and step.party.role == Role.REFERRER:
            said = gettext_lazy("You took it back.")
        text = str(said) % self._names
        return _("Put right: %s") % text if step.kind == Step.Kind.CORRECTED else text

    def _moves(self) -> Iterator[Entry]:
        for step in self.steps:
            words = step.note if self.one.may_tell_more or self.one.is_answer(step) else ""
            icon = ICONS.get(State(step.state), "circle-dashed")
            kind = "tl--meet" if step.state == State.WON else ""
            yield Entry(step.created_at, step.on, icon, self._sentence(step), words, kind)

    def _told(self) -> Iterator[Entry]:
        """What she was told, in the words in which she was told."""
        for update in Update.objects.filter(referral=self.one, deleted_at=None):
            text = str(TOLD[Channel(update.channel)]) % self._names
            yield Entry(update.created_at, _day(update.created_at), "message-circle", text, update.text, "tl--in")

    def _said(self) -> Iterator[Entry]:
        for reply in Reply.objects.filter(referral=self.one):
            text = _("You said thank you.") if reply.kind == Reply.Kind.THANKS else _("You asked how it is going.")
            yield Entry(reply.created_at, _day(reply.created_at), "heart", text, reply.line, "tl--out")

    def _experienced(self) -> Iterator[Entry]:
        """Went well, or not yet: no more, and only where the prospect agreed."""
        for said in Experience.objects.told().filter(referral=self.one):
            text = _("%(prospect)s says: it went well.") if said.went_well else _("%(prospect)s says: not yet.")
            yield Entry(said.created_at, _day(said.created_at), "mood-smile", text % self._names)


def _day(at: dt.datetime) -> dt.date:
    return timezone.localtime(at).date()
