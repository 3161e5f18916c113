"""What a referrer lent with a referral, and what the referral tells its provider about the referrer: facts alone."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cookout.core.models import User
from cookout.people.models import ProfileEntry
from cookout.referrals.models.fit import fit_of
from cookout.referrals.models.kinds import Closeness, Handoff, Kind, Role, State
from cookout.referrals.models.party import Party
from cookout.referrals.models.referral import Referral

LEVELS = {
    1: gettext_lazy("slight"),
    2: gettext_lazy("some"),
    3: gettext_lazy("a good deal"),
    4: gettext_lazy("high"),
    5: gettext_lazy("very high"),
}

IN_HER_NAME = (Handoff.TOLD, Handoff.MAIL, Handoff.TOGETHER)
"""Handed over by speaking with the prospect."""

CLOSE_ENOUGH = Closeness.KNOWS
"""From here on the referrer has something to lose with the prospect."""

MOST_SAID = 160
"""So many letters of a profile entry go into a question."""


@dataclass(frozen=True, slots=True)
class Stake:
    """What was lent: 1 to 5, or None where it is not known how close the two are; and why."""

    level: int | None
    reasons: tuple[str, ...]

    @property
    def word(self) -> str:
        """In words."""
        return str(LEVELS[self.level]) if self.level else _("not yet known")

    @property
    def bars(self) -> tuple[bool, ...]:
        """The five bars, the filled ones first."""
        return tuple(place <= (self.level or 0) for place in range(1, 6))


@dataclass(frozen=True, slots=True)
class Tell:
    """One of the four answers: yes, or open; the fact that says so; a question to ask where it is open."""

    key: str
    label: str
    fact: str
    is_yes: bool
    question: str = ""


def stake_of(one: Referral) -> Stake:
    """Read from what was said when it was passed."""
    said = {"name": one.referrer.first_name, "who": one.prospect.first_name}
    reasons = [
        _closeness(one) % said if one.closeness else "",
        _HANDED[Handoff(one.handoff)] % said if one.handoff else "",
        _("%(who)s expects your call.") % said if one.expects_call else "",
        _("%(name)s wrote down a small first step.") % said if one.first_step else "",
    ]
    return Stake(one.stake, tuple(str(reason) for reason in reasons if reason))


_CLOSE = {
    Closeness.HEARD: gettext_lazy("%(name)s knows of %(who)s."),
    Closeness.MET: gettext_lazy("%(name)s has met %(who)s."),
    Closeness.KNOWS: gettext_lazy("%(name)s knows %(who)s well."),
    Closeness.CLOSE: gettext_lazy("%(name)s is close to %(who)s."),
}

_HANDED = {
    Handoff.NAME: gettext_lazy("%(name)s gave you the name."),
    Handoff.CARD: gettext_lazy("%(name)s gave %(who)s your card."),
    Handoff.TOLD: gettext_lazy("%(name)s told %(who)s that you would call."),
    Handoff.MAIL: gettext_lazy("%(name)s introduced you by mail."),
    Handoff.TOGETHER: gettext_lazy("%(name)s made the call together with you."),
}


def _closeness(one: Referral) -> str:
    return str(_CLOSE[Closeness(one.closeness or Closeness.HEARD)])


def tells_of(one: Referral, user: User) -> tuple[Tell, ...]:
    """The four answers (B2), each with what is a fact by now."""
    return (_refers(one, user), _understands(one, user), _trusts(one), _has_more(one, user))


def _refers(one: Referral, user: User) -> Tell:
    """One referral is enough to say: has referred."""
    earlier = _from_the_same(one, user)
    nth = 1 + sum((day, pk) < (one.given_on, one.pk) for day, pk in earlier)
    said = {"name": one.referrer.first_name, "n": nth}
    if nth == 1:
        fact = _("The first referral from %(name)s.") % said
    else:
        since = date_format(min(day for day, _pk in earlier), "F Y")
        fact = _("Referral %(n)s since %(since)s.") % {**said, "since": since}
    asked = _("You had asked for it.") if one.was_asked else _("Nobody asked for it, as far as is noted.")
    return Tell("refers", _("Will refer"), f"{fact} {asked}", is_yes=True)


def _from_the_same(one: Referral, user: User) -> list[tuple[dt.date, int]]:
    """Days and rows of what the same referrer gave to me besides, as far as it stands."""
    person, account = one.person_for(user, Role.REFERRER), one.referrer.user_id
    same = Q(pk__in=Referral.objects.of(user, person, Role.REFERRER)) if person is not None else Q(pk=one.pk)
    if account is not None:
        same |= Q(pk__in=Party.objects.filter(role=Role.REFERRER, user=account).values("referral"))
    gone = Party.objects.filter(role=Role.REFERRER).exclude(says_no_at=None).values("referral")
    given = Referral.objects.given_to(user).filter(same).exclude(state__in=[State.NAME, State.WITHDRAWN])
    return list(given.exclude(pk__in=gone).exclude(pk=one.pk).values_list("given_on", "pk"))


def _understands(one: Referral, user: User) -> Tell:
    fit = fit_of(one, user)
    label = _("Understands you")
    if not fit.value:
        return Tell("understands", label, _("Not yet known. Say how well it fitted, once you know."), is_yes=False)
    fact = _("You said that it fitted %(fit)s (%(n)s of 5).") % {"fit": fit.word, "n": fit.value}
    return Tell("understands", label, f"{fact} {fit.reason}".strip(), is_yes=fit.value > 3)


def _trusts(one: Referral) -> Tell:
    """First of all from how close the two are."""
    label, said = _("Trusts you"), {"name": one.referrer.first_name, "who": one.prospect.first_name}
    if one.kind == Kind.INSIDE:
        return Tell("trusts", label, _("%(name)s comes to you in person.") % said, is_yes=True)
    facts = [_closeness(one) % said] if one.closeness else []
    facts += [str(_HANDED[Handoff(one.handoff)] % said)] if one.handoff else []
    if not one.closeness:
        question = _("How do you know %(who)s?") % said
        return Tell("trusts", label, " ".join([*facts, _("Not yet known how close the two are.")]), False, question)
    is_yes = one.closeness >= CLOSE_ENOUGH or one.handoff in IN_HER_NAME
    return Tell("trusts", label, " ".join(facts), is_yes=is_yes)


def _has_more(one: Referral, user: User) -> Tell:
    """Nobody knows before asking; the question names whom one looks for, in one's own words."""
    looked_for = ProfileEntry.objects.of(user).filter(prompt="good_referral.type").first()
    text = looked_for.text.rstrip(" .?") if looked_for is not None else ""
    question = (
        _("Who else do you know like this: %s?") % text if 0 < len(text) <= MOST_SAID else _("Who else comes to mind?")
    )
    return Tell("more", _("Has more"), _("No other name so far."), is_yes=False, question=question)
