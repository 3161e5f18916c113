"""What is worth asking this person next, and why, in words (PRODUCT 5.6)."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cookout.one_to_ones.models.known import Known
from cookout.people.models import PROMPTS, Facet
from cookout.science import questions as science

NOTHING: Mapping[str, "str | LazyText"] = MappingProxyType(
    {
        Facet.GOALS: gettext_lazy("You know none of %(name)s’s goals."),
        Facet.ACCOMPLISHMENTS: gettext_lazy("You know none of %(name)s’s accomplishments."),
        Facet.INTERESTS: gettext_lazy("You know none of %(name)s’s interests."),
        Facet.NETWORKS: gettext_lazy("You do not know whom %(name)s knows."),
        Facet.SKILLS: gettext_lazy("You know none of %(name)s’s skills."),
        Facet.PERSONAL: gettext_lazy("You know nothing of %(name)s’s home and roots."),
        Facet.BUSINESS: gettext_lazy("You know nothing of %(name)s’s way into this work."),
        Facet.AMBITIONS: gettext_lazy("You do not know where %(name)s wants to be."),
        Facet.CUSTOMERS: gettext_lazy("You do not know whom %(name)s works with."),
        Facet.GOOD_REFERRAL: gettext_lazy("You do not know what makes a good referral for %(name)s."),
        Facet.QUESTIONS: gettext_lazy("You know none of the questions %(name)s asks."),
        Facet.PASSION: gettext_lazy("You do not know why %(name)s does this."),
    }
)
"""Why one asks where nothing is known under a heading."""

SHORT: Mapping[str, "str | LazyText"] = MappingProxyType(
    {
        Facet.PERSONAL: gettext_lazy("Personal"),
        Facet.BUSINESS: gettext_lazy("Business"),
        Facet.AMBITIONS: gettext_lazy("Ambitions"),
        Facet.PASSION: gettext_lazy("Passion"),
    }
)
"""Headings that stand over a narrow column."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One question worth asking: its place on the sheet, and why."""

    number: int
    prompt: str
    facet: str
    social: bool
    text: str
    why: str
    reason: str


def worth_asking(known: Sequence[Known], *, name: str, today: dt.date) -> tuple[Ask, ...]:
    """Five questions: the personal ones first, as a talk begins."""
    by_prompt = _by_prompt(known)
    chosen = science.worth_asking([_candidate(key, by_prompt.get(key, []), today) for key in PROMPTS])
    counts = Counter(one.facet for one in known)
    ordered = sorted(chosen, key=lambda question: not question.social)
    return tuple(
        Ask(
            number=number,
            prompt=question.key,
            facet=question.facet,
            social=question.social,
            text=str(PROMPTS[question.key].ask),
            why=_why(question, counts[question.facet], by_prompt.get(question.key, []), name),
            reason=question.reason,
        )
        for number, question in enumerate(ordered, 1)
    )


def heading_of(facet: Facet) -> str:
    """What a heading is called on the sheet."""
    return str(SHORT.get(facet, facet.label))


def balance(questions: Sequence[Ask]) -> str:
    """How much of it is personal and how much business, in words."""
    social = sum(one.social for one in questions)
    return _("%(social)s social, %(business)s business") % {"social": social, "business": len(questions) - social}


def _by_prompt(known: Sequence[Known]) -> dict[str, list[Known]]:
    """What answers each question, the latest first."""
    found: dict[str, list[Known]] = {}
    for one in sorted(known, key=lambda one: one.on, reverse=True):
        if one.prompt:
            found.setdefault(one.prompt, []).append(one)
    return found


def _candidate(key: str, answers: list[Known], today: dt.date) -> science.Candidate:
    prompt = PROMPTS[key]
    # What was told for a day to come (another time zone) is told today.
    age = max((today - answers[0].on).days, 0) if answers else None
    return science.Candidate(key, prompt.facet, prompt.social, prompt.value, len(answers), age, age)


def _why(question: science.Question, in_heading: int, answers: list[Known], name: str) -> str:
    if question.reason == "stale" and answers:
        return _("%(age)s: “%(text)s”") % {"age": _upper(answers[0].age), "text": shortened(answers[0].text)}
    if not in_heading:
        return str(NOTHING[question.facet]) % {"name": name}
    heading, short = heading_of(Facet(question.facet)), PROMPTS[question.key].short
    words = _("%(heading)s: %(n)s known, “%(short)s” is open.")
    return words % {"n": in_heading, "heading": heading, "short": short}


def shortened(text: str, most: int = 80) -> str:
    """As much of a text as one takes in at a glance, cut between words."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return f"{line[:most].rsplit(' ', 1)[0].rstrip('.,;:')}…"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
