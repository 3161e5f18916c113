"""What the page of a study shows: words in the order in which they are read, and three pictures."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import date as written
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cookout.core.models import User
from cookout.insight.formats.coarse import told
from cookout.insight.models.from_hat import FromHat
from cookout.insight.models.hat_card import HatCard
from cookout.insight.models.making import Made
from cookout.insight.models.scope import Subject
from cookout.insight.models.study_run import UNFINISHED, StudyRun, made_for
from cookout.insight.rules import first_day, month_of
from cookout.science.study.results import BANDS, NOTHING, OUTCOMES, Estimate, Study, Words
from cookout.science.study.shown.as_json import as_mapping, month
from cookout.science.study.shown.comparisons import comparisons
from cookout.science.study.shown.drawing import bands_and_lines, forest, ten
from cookout.science.study.shown.drawing import written as written_ratio
from cookout.science.study.words.said import NULL_MEMBERS, NULL_MONTHS, Answer, answer

Tab = tuple[str, str, bool]
"""Address, label, whether it is the one shown."""

TERM = re.compile(r"(?:\d[\d.,]*–\d[\d.,]*\d|\d–\d)(?: 1-2-1s?\b)?|\b1-2-1s?\b")
"""Stays on one line."""

RATIO = re.compile(r"(\d[\d.,]*×)( \[[^\]]*\])?")
"""A number of times and its interval, as the claim writes them."""

TEN = {
    "months": (Words("In months with one or none"), Words("In months with 3–4")),
    "members": (Words("Members with one or less a month"), Words("Members with 3 or more a month")),
}


def say(words: Words) -> str:
    """A sentence of science in the reader's language."""
    if not words.text:
        return ""
    told = _(words.text)
    return told % words.values if words.values else told


def whole(text: str) -> SafeString:
    """The same for a page: a 1-2-1 is not broken in two, nor is a range such as 3–4."""
    told = TERM.sub(lambda found: f'<span class="nb">{found.group()}</span>', escape(text))
    return mark_safe(told)  # noqa: S308  escaped; only our own tags are added


def tabs(user: User, current: Subject) -> list[Tab]:
    """Me, my chapters, their regions; none where there is nothing to choose."""
    found = Subject.all_for(user)
    if len(found) < 2:
        return []
    return [(f"?{one.query}", _("Me") if one.user is not None else str(one), one == current) for one in found]


@dataclass(frozen=True, slots=True)
class BandRow:
    """One line of the table."""

    name: str
    months: int
    received: Estimate
    given: Estimate


@dataclass(frozen=True, slots=True)
class Page:
    """Of a group or a region."""

    subject: Subject
    made: Made | None
    run: StudyRun | None
    coming: StudyRun | None
    """One that is on its way."""
    is_stuck: bool = False
    """The last try to work it out came to nothing."""

    @classmethod
    def of(cls, subject: Subject) -> "Page":
        """What is kept, or small enough to be worked out at once."""
        made, run = made_for(subject)
        last = StudyRun.objects.about(subject).order_by("pk").last()
        return cls(
            subject, made, run,
            coming=last if last is not None and last.work_state in UNFINISHED else None,
            is_stuck=last is not None and last.has_failed,
        )  # fmt: skip

    @property
    def study(self) -> Study:
        """The study; only where there is one."""
        assert self.made is not None
        return self.made.study

    @property
    def is_empty(self) -> bool:
        """Worked out, and there is no full month yet."""
        return self.made is not None and not self.made.study.facts.rows

    @property
    def from_when(self) -> dt.date:
        """The day on which the first month of somebody who begins now has been counted."""
        return first_day(month_of(timezone.localdate()) + 2)

    @property
    def period(self) -> str:
        """From which month to which."""
        facts = self.study.facts
        first, last = (written(first_day(at), "F Y") for at in (facts.first, facts.last))
        return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}

    # In the order in which it is read

    @property
    def answer(self) -> Answer:
        """Claim, how sure, what it may mean, what would settle it."""
        return answer(self.study)

    @property
    def claim(self) -> SafeString:
        """The headline, its number set apart."""
        told = RATIO.sub(_set_apart, whole(say(self.answer.claim)))
        return mark_safe(told)  # noqa: S308  escaped by `whole`; only our own tags are added

    @property
    def sure(self) -> SafeString:
        """How sure."""
        return whole(say(self.answer.sure))

    @property
    def meaning(self) -> SafeString:
        """What it may mean."""
        return whole(say(self.answer.meaning))

    @property
    def graphs(self) -> list[tuple[str, SafeString, SafeString]]:
        """Both graphs by name, with what each shows, and what it would show where a 1-2-1 does nothing."""
        named = (
            ("months", _("Member-months: 3–4 against one or none"), NULL_MONTHS),
            ("members", _("Members’ yearly averages: 3 or more against one or less"), NULL_MEMBERS),
        )
        nothing = _("%(null)s× where a 1-2-1 does nothing")
        found = ((name, self.study.get(f"{graph}.received"), null) for graph, name, null in named)
        return [(name, _shown(one), whole(nothing % {"null": null})) for name, one, null in found]

    @property
    def settles(self) -> SafeString:
        """What would settle it."""
        return whole(say(self.answer.settles))

    @property
    def hat(self) -> HatCard:
        """What the hat did, in counts."""
        return HatCard(self.made.hat if self.made is not None else FromHat(), self.study)

    @property
    def hat_brings(self) -> SafeString:
        """What that brought."""
        return whole(say(self.hat.brings))

    @property
    def can_say(self) -> list[SafeString]:
        """What the months bear."""
        return [whole(say(words)) for words in self.study.can_say]

    @property
    def cannot_say(self) -> list[SafeString]:
        """What they do not."""
        told = self.answer.settles
        return [whole(say(words)) for words in self.study.cannot_say if words not in (NOTHING, told)]

    @property
    def exact(self) -> list[tuple[str, str]]:
        """Every number for a statistician, by its documented name."""
        return [(key, say(one.exact)) for key, one in self.study.estimates.items() if one.exact != NOTHING]

    @property
    def complaints(self) -> list[str]:
        """What is wrong with the numbers, if anything is."""
        return [say(one.words) for one in self.study.complaints]

    @property
    def left_out(self) -> list[str]:
        """Whose months are missing, and why: missing is not zero."""
        made = self.made
        return list(_left_out(made)) if made is not None else []

    # Pictures and table

    @property
    def ten(self) -> str:
        """Ten dots against so many; empty where the claim is not yet known."""
        graph = self.answer.graph
        one = self.study.get(f"{graph}.received") if graph else None
        if one is None or one.value is None or one.low is None or one.high is None:
            return ""
        few, many = TEN[graph]
        return _drawn(ten(one.low, one.value, one.high, few=few, many=many, say=say))

    @property
    def has_bands(self) -> bool:
        """Whether there is a mean to draw."""
        return any(self.study.get(f"band.{outcome}.{band}").is_known for outcome in OUTCOMES for band in BANDS)

    @property
    def bands_wide(self) -> str:
        """Referrals by 1-2-1s."""
        return _drawn(bands_and_lines(self.study, say=say))

    @property
    def bands_narrow(self) -> str:
        """The same for the phone."""
        return _drawn(bands_and_lines(self.study, narrow=True, say=say))

    @property
    def forest_wide(self) -> str:
        """The ways to ask."""
        return _drawn(forest(comparisons(self.study), say=say))

    @property
    def forest_narrow(self) -> str:
        """The same for the phone."""
        return _drawn(forest(comparisons(self.study), narrow=True, say=say))

    @property
    def rows(self) -> list[BandRow]:
        """The numbers behind the picture."""
        return [self._row(band) for band in BANDS]

    def _row(self, band: str) -> BandRow:
        received, given = (self.study.get(f"band.{outcome}.{band}") for outcome in ("received", "given"))
        return BandRow(band.replace("-", "–"), max(received.n, given.n), received, given)


def _shown(one: Estimate) -> SafeString:
    """A ratio as the claim writes it, or that it is not yet known."""
    told = RATIO.sub(_set_apart, whole(written_ratio(one, say)))
    return mark_safe(told)  # noqa: S308  escaped by `whole`; only our own tags are added


def _set_apart(found: "re.Match[str]") -> str:
    value, interval = found.group(1), (found.group(2) or "").strip()
    return f"<b>{value}</b>" + (f' <span class="ci">{interval}</span>' if interval else "")


def _drawn(svg: str) -> SafeString:
    return mark_safe(svg)  # noqa: S308  drawn by science, which escapes every word


def _left_out(made: Made) -> Iterable[str]:
    left = made.left_out
    if missing := made.study.facts.missing:
        yield _("%(n)s months between a member’s first and last are missing: she was away. Missing is not zero.") % {
            "n": missing}  # fmt: skip
    if left.never_recorded:
        yield _("%(n)s with an account never wrote down a 1-2-1 or referral: nothing done cannot be told from nothing "
                "recorded, so they are left out.") % {"n": left.never_recorded}  # fmt: skip
    if left.without_account:
        yield _("%(n)s without an account are not counted.") % {"n": left.without_account}
    if left.too_new:
        yield _("%(n)s have no full month yet.") % {"n": left.too_new}


def as_data(subject: Subject, made: Made | None, run: StudyRun | None) -> dict[str, Any]:
    """For programs and scripts: my own to the last digit, that of several no finer than its page."""
    whole = made.as_facts() if made is not None else {"left_out": {}, "tables": {}, "hat": {}}
    study = as_mapping(made.study) if made is not None else None
    return {
        "scope": subject.scope, "name": subject.name, "uid": subject.uid,
        "made_at": run.made_at if run is not None else None,
        "until": month(made.until) if made is not None and made.until else None,
        **whole, "study": study if study is None or subject.user is not None else told(study),
    }  # fmt: skip
