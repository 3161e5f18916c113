"""What referrals tell me about who gives them: four answers, facts first, then what can be estimated, and how surely.

For me alone. An estimate speaks only past its threshold; until then the answer is “not yet known”, never a number.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cookout.core.models import User
from cookout.core.templatetags.dates import apart
from cookout.people.models import Person
from cookout.referrals.models.between import Between, between
from cookout.referrals.models.insight_facts import WARMTH, Facts, Given, facts_of
from cookout.referrals.models.kinds import Closeness, Handoff, Kind
from cookout.referrals.models.referral import Referral
from cookout.science import referrers as science
from cookout.ties.models import Tie, local_today

LABELS = {
    "refers": gettext_lazy("Will refer"),
    "understands": gettext_lazy("Understands you"),
    "trusts": gettext_lazy("Trusts you"),
    "more": gettext_lazy("Has more"),
}

DIFFER = 3
"""Ratings so far apart contradict each other."""

SLOW = 90.0
"""In days, the alpha of `science.referrers.alive`: its 9 was learned from work mail, which beats daily; those who refer
to each other meet about four times a year. Assumed, until it is learned."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its 80% interval, and the word past whose threshold it speaks."""

    word: str
    value: float
    low: float
    high: float

    @property
    def is_known(self) -> bool:
        """Whether it may be spoken."""
        return self.word != science.UNKNOWN


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the four: what is a fact, what is likely, from how much and how surely, and what to do next."""

    key: str
    is_yes: bool
    fact: str
    likely: str
    evidence: str
    next: str
    estimate: Estimate
    url: str = ""
    """Where the next thing is done, if on a page of its own."""

    @property
    def label(self) -> str:
        """The question in two words."""
        return str(LABELS[self.key])


@dataclass(frozen=True, slots=True)
class Insight:
    """One person as my referrer."""

    person: Person
    answers: tuple[Answer, ...]
    expected: float
    """Referrals in six months, as far as is known; what `rules.may_ask` looks at."""
    unrated: Referral | None
    """The latest referral of which I have not said how well it fitted."""

    def answer(self, key: str) -> Answer:
        """One of the four."""
        return next(one for one in self.answers if one.key == key)


def insight_of(user: User, tie: Tie, found: Between | None = None) -> Insight:
    """Read it, estimate it, say it. The number of queries does not grow with the referrals."""
    today = local_today(user)
    facts = facts_of(user, tie, found or between(user, tie.person), today)
    name = tie.person.first_name
    rate = _rate(facts)
    more = science.has_more(rate, alive=_alive(facts), care=_care(facts))
    unrated = next((one for one, row in zip(reversed(facts.referrals), reversed(facts.given), strict=True)
                    if row.fit is None), None)  # fmt: skip
    low, high = rate.interval()
    willing = Estimate(str(rate.word[0]), float(rate.rate[0]), float(low[0]), float(high[0]))
    coming = Estimate(str(more.word[0]), float(more.expected[0]), float(more.low[0]), float(more.high[0]))
    answers = (
        _refers(facts, name, willing),
        _understands(facts, tie.person, unrated),
        _trusts(facts, name),
        _has_more(facts, name, coming),
    )
    return Insight(tie.person, answers, coming.value, unrated)


# Will refer


def _rate(facts: Facts) -> science.Willing:
    gave = facts.ago(one.on for one in facts.given)
    months = facts.ago(month + dt.timedelta(days=14) for month in facts.months)
    exposed = ([0] * len(months), months, [1.0] * len(months))
    return science.willing([0] * len(gave), gave, exposed=exposed, n=1, prior=facts.priors.rate)


def _refers(facts: Facts, name: str, estimate: Estimate) -> Answer:
    """One referral is enough to say: has referred. Nobody who gave one is ever called unwilling."""
    many, months = len(facts.given), len(facts.months)
    said = {"name": name, "n": many, "months": months}
    evidence = ngettext("From %(n)s referral", "From %(n)s referrals", many) % said
    evidence += ngettext(" in %(months)s month in touch.", " in %(months)s months in touch.", months) % said
    if not many:
        fact = _("No referral from %(name)s so far.") % said
        asked = _("You have not asked.") if not facts.asks else _("You asked %s.") % _when(facts, facts.asks[0].on)
        next_ = "" if facts.asks else _("Tell %(name)s whom you look for. Nobody can refer who does not know.") % said
        return Answer("refers", False, f"{fact} {asked}", _("How often is not yet known."), evidence, next_, estimate)
    likely = _("How often is not yet known.")
    if estimate.is_known:
        often = _("about one in %s in touch") % _months(estimate.value)
        likely = _("As a habit, %(often)s (80%% sure: one in %(high)s to one in %(low)s).") % {
            "often": often, "high": _months(estimate.high), "low": _months(estimate.low)}  # fmt: skip
    next_ = _("Thank %(name)s, and tell what became of it.") % said
    return Answer("refers", True, _gave(facts, said), likely, evidence, next_, estimate)


def _gave(facts: Facts, said: dict[str, object]) -> str:
    """How often, since when, the latest, asked or not."""
    days, asked = [one.on for one in facts.given], sum(one.was_asked for one in facts.referrals)
    many = len(days)
    if many == 1:
        fact = _("Has referred: once, on %s.") % date_format(days[0], "j F Y")
    else:
        fact = _("Has referred: %(n)s since %(since)s, the latest on %(last)s.") % {
            "n": many, "since": date_format(min(days), "F Y"), "last": date_format(max(days), "j F Y")}  # fmt: skip
    if not asked:
        return f"{fact} {_('Unasked, as far as is noted.')}"
    if asked == many:
        return f"{fact} {_('You had asked for it.') if many == 1 else _('You had asked for all of them.')}"
    return f"{fact} {_('You had asked for %(k)s of them; the others came unasked.') % {'k': asked}}"


def _months(rate: float) -> str:
    """One in so many months, from a rate in a month."""
    months = max(1, round(1 / rate)) if rate > 0 else 999
    return ngettext("%(n)s month", "%(n)s months", months) % {"n": months} if months < 120 else _("many years")


# Understands


def _understands(facts: Facts, person: Person, unrated: Referral | None) -> Answer:
    rated = [one for one in facts.given if one.fit is not None]
    fits = [one.fit or 0 for one in rated]
    found = science.understands([0] * len(fits), facts.ago(one.fit_on for one in rated), fits, n=1,
                                prior=facts.priors.fit)  # fmt: skip
    estimate = _share(found)
    said = {"fits": ", ".join(str(fit) for fit in fits[-5:]), "n": len(fits), "of": len(facts.given)}
    if not fits:
        fact = _("You have not said yet how well anything fitted.") if facts.given else _("Nothing was referred yet.")
    elif len(fits) > 5:
        fact = _("You rated %(n)s of %(of)s; the latest five: %(fits)s of 5.") % said
    else:
        fact = _("You rated %(n)s of %(of)s: %(fits)s of 5.") % said
    if fits and max(fits) - min(fits) >= DIFFER:
        fact = f"{fact} {_('They differ; look at which ones.')}"
    words = {
        science.UNDERSTANDS: _("Understands what you do."),
        science.PARTLY: _("Understands part of what you do."),
        science.EXAMPLE: _("Has not seen yet whom you serve best."),
    }
    next_, url = _teach_or_rate(estimate, person, unrated)
    evidence = _between_shares(estimate, ngettext("From %(n)s rating.", "From %(n)s ratings.", len(fits)) % said)
    likely = words.get(estimate.word, _("Not yet known."))
    return Answer("understands", estimate.word == science.UNDERSTANDS, fact, likely, evidence, next_, estimate, url)


def _teach_or_rate(estimate: Estimate, person: Person, unrated: Referral | None) -> tuple[str, str]:
    """What to do next, and where."""
    teaching = reverse("referrals:teaching_create", args=[person.uid])
    if estimate.word == science.EXAMPLE:
        return _("Show %s an example client.") % person.first_name, teaching
    if estimate.word == science.PARTLY:
        return _("Tell %s of one client who fits just right.") % person.first_name, teaching
    if estimate.word == science.UNKNOWN and unrated is not None:
        return _("Say how well %s fitted.") % unrated.prospect.called, f"{unrated.get_absolute_url()}#fit"
    return "", ""


# Trusts


def _trusts(facts: Facts, name: str) -> Answer:
    """Read first from how close she is to whom she sends; then from who came, by how warmly it was handed over."""
    seen = [(row, yes) for row in facts.given if (yes := row.came(facts.today)) is not None]
    found = science.trusts([0] * len(seen), facts.ago(row.on for row, _yes in seen), [yes for _row, yes in seen],
                           [_step(row) for row, _yes in seen], n=1, prior=facts.priors.comes)  # fmt: skip
    estimate = _share(found)
    came = sum(yes for _row, yes in seen)
    said = {"name": name, "k": came, "n": len(seen)}
    fact, is_close, next_ = _closeness(facts.referrals, name)
    url = reverse("referrals:referral_update", args=[facts.referrals[-1].uid]) if next_ else ""
    words = {
        science.TRUSTS: _("Most of those whom %(name)s sends come.") % said,
        science.PARTLY: _("Less than half of those whom %(name)s sends come.") % said,
    }
    if not next_ and estimate.word == science.PARTLY:
        next_ = _("Ask %(name)s to make the first call together with you.") % said
    evidence = _("%(k)s of %(n)s met you.") % said if seen else _("Nobody had the time to come yet.")
    likely = words.get(estimate.word, _("Whether they come is not yet known."))
    return Answer("trusts", is_close, fact, likely, _between_shares(estimate, evidence), next_, estimate, url)


def _step(row: Given) -> int:
    return WARMTH.get(Handoff(row.handoff), 0) if row.handoff else 0


def _closeness(referrals: tuple[Referral, ...], name: str) -> tuple[str, bool, str]:
    """The fact in words, whether it says yes, and what to ask where it is open."""
    if not referrals:
        return _("Nothing was referred yet."), False, ""
    if any(one.kind == Kind.INSIDE for one in referrals):
        return _("%s came to you in person.") % name, True, ""
    said = {"name": name, "of": len(referrals)}
    levels = Counter(one.closeness for one in referrals if one.closeness)
    near = sum(many for level, many in levels.items() if level >= Closeness.KNOWS)
    called = sum(one.handoff in (Handoff.TOLD, Handoff.MAIL, Handoff.TOGETHER) for one in referrals)
    facts = []
    if near:
        facts.append(_("%(name)s knows %(k)s of the %(of)s well.") % {**said, "k": near})
    elif levels:
        facts.append(_("%(name)s has met them or knows of them.") % said)
    if called:
        facts.append(_("%(name)s spoke with %(k)s of the %(of)s before you did.") % {**said, "k": called})
    if levels:
        return " ".join(facts), bool(near or called), ""
    question = _("Ask how close %(name)s is to %(who)s.") % {"name": name, "who": referrals[-1].prospect.first_name}
    return " ".join([*facts, _("Not yet known how close they are.")]), bool(called), question


# Has more


def _alive(facts: Facts) -> float:
    """With what chance the tie lives: any day on which something happened between us counts as contact.

    The first one too: of who was seen once, years ago, nobody knows that she is there.
    """
    days = sorted({*facts.touched, *(one.on for one in facts.given)})
    days = [day for day in days if day <= facts.today]
    if not days:
        return 1.0
    last, watched = (days[-1] - days[0]).days, (facts.today - days[0]).days
    return float(science.alive([len(days)], [last], [watched], alpha=SLOW)[0])


def _care(facts: Facts) -> float:
    done = facts.ago((*facts.went_well, *facts.told))
    return float(science.faded([0] * len(done), done, n=1)[0])


def _has_more(facts: Facts, name: str, estimate: Estimate) -> Answer:
    """Nobody knows before asking; what one did for the prospects and told of them makes it likelier."""
    well, told = len(facts.went_well), len(facts.told)
    done = [
        ngettext("It went well for %(n)s of them.", "It went well for %(n)s of them.", well) % {"n": well}
        if well
        else "",
        ngettext("You told news once.", "You told news %(n)s times.", told) % {"n": told} if told else "",
    ]
    words = {
        science.MORE: _("More is likely: about %(n)s in six months (80%% sure: %(low)s to %(high)s).") % {
            "n": _number(estimate.value), "low": _number(estimate.low), "high": _number(estimate.high)},
        science.LESS: _("Little is likely in the next months."),
    }  # fmt: skip
    is_yes = estimate.word == science.MORE
    next_ = _("Get in touch first.") if estimate.word == science.LESS else ""
    last = max(facts.touched, default=None)
    evidence = _("Last in touch %s.") % _when(facts, last) if last else _("No contact is noted.")
    fact = " ".join(filter(None, done)) or _("Nobody knows before you ask.")
    likely = words.get(estimate.word, _("Whether there is more is not yet known."))
    return Answer("more", is_yes, fact, likely, evidence, next_, estimate)


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}"


# How it is said


def _share(found: science.Shares) -> Estimate:
    low, high = found.interval()
    return Estimate(str(found.word[0]), float(found.mean[0]), float(low[0]), float(high[0]))


def _between_shares(estimate: Estimate, evidence: str) -> str:
    if not estimate.is_known:
        return evidence
    said = {"low": round(100 * estimate.low), "high": round(100 * estimate.high)}
    return f"{evidence} {_('80%% sure: between %(low)s%% and %(high)s%%.') % said}"


def _when(facts: Facts, on: dt.date) -> str:
    return apart(max(0, (facts.today - on).days))


def as_data(insight: Insight) -> dict[str, Any]:
    """For programs: numbers only where they may be spoken."""
    return {
        "person": insight.person.uid,
        "name": insight.person.full_name,
        "answers": [
            {
                "key": one.key, "label": one.label, "is_yes": one.is_yes, "fact": one.fact, "likely": one.likely,
                "evidence": one.evidence, "next": one.next, "word": one.estimate.word,
                **_numbers(one.estimate),
            }
            for one in insight.answers
        ],
    }  # fmt: skip


def _numbers(estimate: Estimate) -> dict[str, float | None]:
    names = ("value", "low", "high")
    return {name: round(getattr(estimate, name), 3) if estimate.is_known else None for name in names}
