"""Why two meet, and how good a plan is, in plain words; of nothing that the whole group may not see."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cookout.science.pairing.gains import ENOUGH_MEETINGS, ENOUGH_REFERRALS, WHOLE

LONG = 6
"""From so many months on it was long ago."""

MONTHS = 24
"""From so many months on it is told in years."""


@dataclass(frozen=True, slots=True)
class Why:
    """The strongest reason as a picture, and the reasons in a few words."""

    kind: str
    icon: str
    text: str


KINDS: Mapping[str, tuple[str, str]] = {
    "new": ("new", "user-plus"),
    "long_ago": ("ago", "history"),
    "fit": ("syn", "puzzle"),
    "common_ground": ("com", "heart-handshake"),
    "unknowns": ("new", "message-circle"),
    "newcomer": ("new", "user-plus"),
    "": ("new", "coffee"),
}
"""For each reason the class of its colour and its picture."""


OF_MEETINGS = frozenset(["new", "long_ago"])


def without_meetings(reasons: Sequence[Sequence[Any]]) -> list[Sequence[Any]]:
    """Those that tell nothing of whether and when two met: for who is a member of neither one's group.

    A new pair across chapters is called so whether the two have met or not.
    """
    return [one for one in reasons if one[0] not in OF_MEETINGS or (one[0] == "new" and any(one[1:]))]


def why_of(reasons: Sequence[Sequence[Any]]) -> Why:
    """The first reason says what it is; where it needs no more words, the next that can says why."""
    code = str(reasons[0][0]) if reasons else ""
    if code not in HEADS:
        return Why(*KINDS[""], _("A 1-2-1"))
    rest = {"fit": reasons[:1], "new": reasons[1:]}.get(code, ())
    detail = next((said for one in rest if one[0] in DETAILS and (said := DETAILS[one[0]](*one[1:]))), "")
    if not detail and code in ALONE and not (code == "new" and any(reasons[0][1:])):
        return Why(*KINDS[code], ALONE[code]())
    head = HEADS[code](*reasons[0][1:])
    return Why(*KINDS[code], f"{head}: {detail}" if detail else head)


def _ago(months: int) -> str:
    if months >= MONTHS:
        return _("Long ago, %(n)s years") % {"n": months // 12}
    if months >= LONG:
        return _("Long ago, %(n)s months") % {"n": months}
    if months < 1:
        return _("Met this month")
    return ngettext("Met %(n)s month ago", "Met %(n)s months ago", months) % {"n": months}


def _ground(findings: int) -> str:
    return ngettext("Something in common", "%(n)s things in common", findings) % {"n": findings}


def _both_serve(_percent: int, customers: str = "") -> str:
    return _("both serve %s") % in_a_sentence(customers) if customers else ""


def _in_common(findings: int) -> str:
    return ngettext("something in common", "%(n)s things in common", findings) % {"n": findings}


def in_a_sentence(customers: str) -> str:
    """A kind of people, as our table of trades has it, in the middle of a sentence.

    >>> in_a_sentence("realtors people"), in_a_sentence("bereaved"), in_a_sentence("home buyers")
    ('realtors', 'bereaved people', 'home buyers')
    """
    if customers in STATES:
        return f"{customers} people"
    return customers.removesuffix(" people") if customers.endswith("s people") else customers


STATES = frozenset(["bereaved", "burned out", "divorcing", "expecting", "wealthy"])
"""Kinds of people that are named by how they are."""

HEADS: Mapping[str, Callable[..., str]] = {
    "new": lambda across=0: _("Two chapters") if across else _("New pair"),
    "long_ago": _ago,
    "fit": lambda *_figures: _("Good fit"),
    "common_ground": _ground,
    "unknowns": lambda *_figures: _("Much to tell each other"),
    "newcomer": lambda many: _("A newcomer") if many == 1 else _("Two newcomers"),
}
"""What a reason is called where it is the strongest."""

ALONE: Mapping[str, Callable[[], str]] = {"new": lambda: _("Never met"), "fit": lambda: _("Trades that fit")}
"""What says more where no second reason follows."""

DETAILS: Mapping[str, Callable[..., str]] = {
    "fit": _both_serve,
    "common_ground": _in_common,
    "newcomer": lambda many: _("one is new here") if many == 1 else _("both are new here"),
}
"""What stands behind another one."""


def reason_names() -> dict[str, str]:
    """What each reason is called in a sentence."""
    return {
        "new": _("new pairs"),
        "long_ago": _("pairs that met long ago"),
        "fit": _("trades that fit"),
        "common_ground": _("common ground"),
        "unknowns": _("what is not told yet"),
        "newcomer": _("newcomers"),
    }


def worth(value: int, bound: int) -> str:
    """How good the plan is, as people say it."""
    if value >= bound:
        return _("No plan is worth more: that is proved.")
    if value <= 0:
        return _("How much better is possible is not known.")
    return _("At most %(percent)s %% better is possible.") % {
        "percent": f"{ceil(1000 * (bound - value) / value) / 10:.1f}"
    }


def kept(*, has_lot: bool, has_turns: bool) -> str:
    """What stays as it is while the best plan is sought: what the lot gave, and whose turn it is."""
    said = [_("The pairs drawn by lot were kept.")] if has_lot else []
    return " ".join([*said, _("One sits out by turn.")] if has_turns else said)


def in_points(value: int, bound: int) -> str:
    """The same in points, for who asks how."""
    said = {"value": intcomma(value), "bound": intcomma(bound)}
    return _("This plan has %(value)s points. It is proved that none has more than %(bound)s.") % said


def lesson_in_words(learned: Mapping[str, Any]) -> str:
    """What the group's own results say of the reasons, with the evidence."""
    if not learned:
        return ""
    known = {"met": learned["meetings"], "passed": learned["referrals"]}
    if not learned["percent"]:
        wanted = {**known, "enough": ENOUGH_MEETINGS, "many": ENOUGH_REFERRALS}
        return (
            _("Not yet known from your own results: %(met)s of %(enough)s 1-2-1s, %(passed)s of %(many)s referrals.")
            % wanted
        )
    changed = [
        _("%(reason)s count %(percent)s %%") % {"reason": reason_names()[code], "percent": percent}
        for code, percent in learned["percent"].items()
        if percent != WHOLE
    ]
    told = ", ".join(changed) if changed else _("all reasons went together with referrals alike")
    return _("Learned from %(met)s 1-2-1s and %(passed)s referrals: %(told)s.") % {**known, "told": told}
