"""What stands in the way of a plan, in sentences; of a private wish never whose."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cookout.science.pairing.preflight import Way

OF_ALL = frozenset([Way.NOBODY, Way.ALONE, Way.NO_PAIRS, Way.NOBODY_AVAILABLE, Way.NO_COMMON_WEEK, Way.NO_COMMON_SLOT])
"""With one of these there is no plan."""

NAMED = 6
"""So many members are named; of more, how many."""


NOBODY: Mapping[dt.date, int] = MappingProxyType({})


def hopeless(told: Iterable[Mapping[str, Any]]) -> bool:
    """Whether one of these leaves no plan at all."""
    return any(one["code"] in OF_ALL for one in told)


def in_words(
    told: Sequence[Mapping[str, Any]],
    names: Mapping[int, str],
    mondays: Sequence[dt.date],
    out: Mapping[dt.date, int] = NOBODY,
) -> list[str]:
    """One sentence each; weeks of one kind together, by their Mondays. What leaves no plan at all needs no details.

    `out`: how many sit out in a week of a plan, which its page lists by name.
    """
    if hopeless(told):
        told = [one for one in told if one["code"] in OF_ALL or one["code"] == "wish"]
    return [*(_said(one, names) for one in told if one["week"] is None), *_of_weeks(told, mondays, out)]


def _of_weeks(
    told: Sequence[Mapping[str, Any]], mondays: Sequence[dt.date], out: Mapping[dt.date, int]
) -> Iterator[str]:
    found = {way: sorted({one["week"] for one in told if one["code"] == way}) for way in (Way.EMPTY_WEEK, Way.SITS_OUT)}
    when = {way: _when([mondays[week - 1] for week in weeks], mondays) for way, weeks in found.items()}
    if found[Way.EMPTY_WEEK]:
        yield _("%(when)s fewer than two members are there.") % {"when": when[Way.EMPTY_WEEK]}
    if found[Way.SITS_OUT]:
        yield _("%(when)s an odd number can meet, so somebody sits out.") % {"when": when[Way.SITS_OUT]}
    several = sorted({many for many in out.values() if many > 1})
    for many in several:
        weeks = [monday for monday in mondays if out.get(monday) == many]
        yield _("%(when)s, %(many)s members sit out.") % {"when": _when(weeks, mondays), "many": many}


def _when(weeks: Sequence[dt.date], mondays: Sequence[dt.date]) -> str:
    """Every week; or In the weeks of Dec 21 and Jan 4."""
    if len(weeks) == len(mondays) > 1:
        return _("Every week")
    days = get_text_list([date_format(monday, "M j") for monday in weeks], _("and"))
    return ngettext("In the week of %(days)s", "In the weeks of %(days)s", len(weeks)) % {"days": days}


def _said(one: Mapping[str, Any], names: Mapping[int, str]) -> str:
    if one["code"] == "few":
        return _few(one["others"])
    return _sentences()[one["code"]] % {"names": _names([names.get(key, "") for key in one["members"]])}


def _few(others: int) -> str:
    said = ngettext(
        "Nobody has more than %(n)s other to meet, so nobody has more 1-2-1s than that.",
        "Nobody has more than %(n)s others to meet, so nobody has more 1-2-1s than that.",
        others,
    )
    return said % {"n": others}


def _sentences() -> dict[str, str]:
    return {
        Way.NOBODY: _("There are no members."),
        Way.ALONE: _("There is one member: %(names)s."),
        Way.NO_PAIRS: _("All pairs are ruled out by your rules: months apart, or different classifications."),
        Way.NOBODY_AVAILABLE: _("Nobody can meet in these weeks."),
        Way.NO_COMMON_WEEK: _("No two who may meet are there in the same week."),
        Way.NO_COMMON_SLOT: _("No two who may meet are free at the same time of day."),
        Way.NO_CAPACITY: _("Not free in these weeks: %(names)s."),
        Way.NEVER_AVAILABLE: _("Not free in these weeks: %(names)s."),
        Way.NO_CANDIDATE: _("By your rules nobody is left to meet: %(names)s."),
        Way.NEVER_TOGETHER: _("Free at other times than those whom they may meet: %(names)s."),
        Way.OTHER_SLOTS: _("Free at other times than those whom they may meet: %(names)s."),
        "wish": _("A private wish stands in the way, or when somebody can meet."),
    }


def _names(names: Sequence[str]) -> str:
    if len(names) <= NAMED:
        return ", ".join(names)
    return _("%(names)s and %(n)s more") % {"names": ", ".join(names[:NAMED]), "n": len(names) - NAMED}
