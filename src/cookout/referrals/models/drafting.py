"""Words to begin with: news for the referrer from what may be told, and the question to a silent provider.

A draft is in the first person and says only what is written down. Where the prospect did not agree that the referrer
be told, or where it is confidential, it says where things stand and nothing else.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cookout.core.models import User
from cookout.referrals.models.kinds import Kind, State
from cookout.referrals.models.party import Step
from cookout.referrals.models.referral import Referral
from cookout.ties.models.kept import local_today

NEARBY = 6
"""So many days back a day is called by its name."""

HAPPENED = {
    State.ACCEPTED: gettext_lazy("thank you for sending me %(who)s. I accepted %(when)s."),
    State.DECLINED: gettext_lazy(
        "thank you for thinking of me for %(who)s. I had to say no %(when)s, so please ask somebody else too."
    ),
    State.REACHED: gettext_lazy("I reached %(who)s %(when)s."),
    State.MEETING: gettext_lazy("it came to a meeting with %(who)s %(when)s."),
    State.PROPOSAL: gettext_lazy("%(who)s got a proposal from me %(when)s."),
    State.WON: gettext_lazy(
        "good news: %(who)s said yes %(when)s. It began with you. Thank you for trusting me with %(who)s."
    ),
    State.LOST: gettext_lazy(
        "it did not work out with %(who)s this time; that was clear %(when)s. Thank you for lending me your name."
    ),
    State.NOT_A_FIT: gettext_lazy(
        "%(who)s and I found %(when)s that it is not a good fit. Thank you for thinking of me."
        " When we talk next, I will tell you whom I can help best."
    ),
    State.WITHDRAWN: gettext_lazy("it was taken back %(when)s."),
}
"""What one says of a change of state, in the middle of a letter."""

LEFT_ALONE = gettext_lazy("%(who)s asked %(when)s not to be contacted, and I keep to that. Thank you for your trust.")
"""The same where the prospect said so."""

TO_A_CLIENT = {
    State.ACCEPTED: gettext_lazy("thank you for coming to me. I accepted %(when)s."),
    State.DECLINED: gettext_lazy("thank you for coming to me. I had to say no %(when)s."),
    State.REACHED: gettext_lazy("it was good to talk with you %(when)s."),
    State.MEETING: gettext_lazy("thank you for the meeting %(when)s."),
    State.PROPOSAL: gettext_lazy("you got a proposal from me %(when)s."),
    State.WON: gettext_lazy("thank you for saying yes %(when)s. I am glad that you trust me with it."),
    State.LOST: gettext_lazy("it did not work out this time. Thank you for coming to me."),
    State.NOT_A_FIT: gettext_lazy("we found %(when)s that it is not a good fit. Thank you for coming to me."),
    State.WITHDRAWN: gettext_lazy("it was taken back %(when)s, and I keep to that. Thank you for coming to me."),
}
"""The same where the referrer buys herself."""

QUIET = {
    State.GIVEN: gettext_lazy("thank you for thinking of me for %(who)s. It is here, and I will answer you soon."),
    State.ACCEPTED: gettext_lazy("no news of %(who)s yet: we have not talked. I have it in mind and will call."),
    State.REACHED: gettext_lazy("no news of %(who)s yet. We talked %(when)s, and it goes on."),
    State.MEETING: gettext_lazy("no news of %(who)s yet. We got to a meeting %(when)s, and it goes on."),
    State.PROPOSAL: gettext_lazy("no news of %(who)s yet. My proposal went out %(when)s, and there is no answer."),
    State.DECLINED: gettext_lazy("nothing new on %(who)s. I had to say no %(when)s. Thank you for thinking of me."),
    State.WON: gettext_lazy("thank you once more for %(who)s. It began with you."),
    State.LOST: gettext_lazy("nothing new on %(who)s: it did not work out. Thank you for lending me your name."),
    State.NOT_A_FIT: gettext_lazy("nothing new on %(who)s: it was not a good fit. Thank you for thinking of me."),
}
"""What one says where nothing has changed."""


@dataclass(frozen=True, slots=True)
class Saying:
    """Who is spoken of, and which day it is for whoever writes."""

    one: Referral
    today: dt.date

    @property
    def is_client(self) -> bool:
        """Whether the referrer buys herself."""
        return self.one.kind == Kind.INSIDE

    def when(self, day: dt.date) -> str:
        """Today, yesterday, on Monday, on October 10."""
        back = (self.today - day).days
        if back in (0, 1):
            return _("yesterday") if back else _("today")
        if 0 < back <= NEARBY:
            return _("on %(day)s") % {"day": date_format(day, "l")}
        return _("on %(day)s") % {"day": date_format(day, "F j")}

    def words(self, day: dt.date) -> dict[str, str]:
        """What the sentences are filled with."""
        return {"who": _("you") if self.is_client else self.one.prospect.first_name, "when": self.when(day)}


def draft_of(one: Referral, user: User) -> str:
    """News for the referrer, as the provider could say it; nothing is sent by it."""
    steps = moves(one)
    new = untold(one, steps)
    saying = Saying(one, local_today(user))
    said = list(_news(saying, new)) if new else [_silence(saying, steps)]
    if one.may_tell_more and one.is_open:
        said += _next(one)
    if one.is_open and one.state != State.GIVEN:
        said.append(_("I will tell you how it goes on."))
    return _letter(one.referrer.first_name if one.referrer.name.strip() else "", said)


def reminder_draft_of(one: Referral, user: User) -> str:
    """The question how it is going, as the referrer could put it."""
    saying = Saying(one, local_today(user))
    words = saying.words(one.given_on)
    told = next((said for said in reversed(one.updates.all()) if not said.deleted_at and not said.came_back_at), None)
    if saying.is_client:
        said = [_("how is it going with what I asked you for %(when)s?") % words]
    else:
        said = [_("how is it going with %(who)s, whom I sent you %(when)s?") % words]
    if told is not None:
        heard = {"when": saying.when(timezone.localtime(told.created_at, user.tzinfo).date())}
        said.append(_("I last heard from you %(when)s.") % heard)
    said.append(_("A line is enough, also when there is no news. Can I help with anything?"))
    return _letter(one.provider.first_name if one.provider.name.strip() else "", said)


def untold(one: Referral, steps: Sequence[Step]) -> list[Step]:
    """Of these steps, those that the referrer has not heard of; what she did herself she knows."""
    referrer = one.referrer.pk
    return [step for step in steps if step.number > one.told_steps and step.party_id != referrer]


def moves(one: Referral) -> list[Step]:
    """The changes of state that stand, in their order."""
    return [step for step in one.steps.all() if step.deleted_at is None and step.kind != Step.Kind.CHANGED]


def _news(saying: Saying, new: Sequence[Step]) -> Iterable[str]:
    """A sentence for each change; several tries are told as one, and of what was corrected only how it is."""
    if new[-1].kind == Step.Kind.CORRECTED:
        yield _("I have to put something right.")
        new = new[-1:]
    tries = [step for step in new if step.state == State.TRIED]
    for step in new:
        if step.state == State.TRIED and step is not tries[-1]:
            continue
        yield _tried(saying, tries) if step.state == State.TRIED else _happened(saying, step)
        if saying.one.may_tell_more and step.note:
            yield _sentence(step.note)


def _happened(saying: Saying, step: Step) -> str:
    told = (TO_A_CLIENT if saying.is_client else HAPPENED)[State(step.state)]
    if step.party_id == saying.one.prospect.pk and not saying.is_client:
        told = LEFT_ALONE
    return str(told) % saying.words(step.on)


def _tried(saying: Saying, tries: Sequence[Step]) -> str:
    words = {**saying.words(tries[-1].on), "many": len(tries)}
    if len(tries) == 2:
        return _("I tried twice to reach %(who)s, last %(when)s.") % words
    return ngettext(
        "I tried to reach %(who)s %(when)s.", "I tried %(many)s times to reach %(who)s, last %(when)s.", len(tries)
    ) % words  # fmt: skip


def _silence(saying: Saying, steps: Sequence[Step]) -> str:
    """Nothing has changed: that is news too."""
    one = saying.one
    last = steps[-1].on if steps else one.given_on
    tries = [step for step in steps if step.state == State.TRIED]
    if one.state == State.TRIED and tries:
        return _("no news yet:") + " " + _tried(saying, tries) + " " + _("I keep at it.")
    if saying.is_client:
        return _("no news yet on what you asked me for. I have it in mind.")
    return str(QUIET.get(State(one.state), QUIET[State.GIVEN])) % saying.words(last)


def _next(one: Referral) -> list[str]:
    if not one.next_step:
        return []
    if one.next_on is None:
        return [_sentence(_("Next: %(what)s") % {"what": one.next_step})]
    said = {"what": one.next_step.rstrip(". "), "day": date_format(one.next_on, "F j")}
    return [_("Next, on %(day)s: %(what)s.") % said]


def _sentence(text: str) -> str:
    """With its stop, and a capital to begin."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text[-1:] in ".!?…" else ".")


def _letter(name: str, said: Sequence[str]) -> str:
    """“Marta, I reached Hector today. …”"""
    first, *rest = said
    whole = f"{name}, {first}" if name else _sentence(first)
    return " ".join([whole, *(_sentence(more) for more in rest)])
