"""When no round is made: what is asked makes no sense, the time is taken, or nobody could meet."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.groups.models import Group
from cookout.rounds.models.asked import Asked, today_of
from cookout.rounds.models.holding import holds
from cookout.rounds.models.obstacles import hopeless, in_words
from cookout.rounds.models.planning import FEW, obstacles_of
from cookout.rounds.models.terms import Terms, mondays_of

MOST_WEEKS = 13
MOST_APART = 24
AHEAD = dt.timedelta(days=366)


def refuse_terms(round: Terms, by: User) -> None:
    """Say no to who does not lead, and to numbers and days that make no round."""
    if not round.is_led_by(by):
        raise Refusal(_("Whoever leads %s plans its rounds. Ask them.") % round.scope)
    _refuse_numbers(round)
    today = today_of(round.scope)
    if round.starts_on > today + AHEAD:
        raise Refusal(_("That is more than a year ahead. Choose an earlier first week."))
    if round.ends_on < today:
        raise Refusal(_("These weeks are over. Choose a first week from %s on.") % date_format(today, "F j, Y"))


def _refuse_numbers(round: Terms) -> None:
    if not 1 <= round.weeks <= MOST_WEEKS:
        raise Refusal(_("A round has 1 to %(most)s weeks.") % {"most": MOST_WEEKS})
    if round.most < 1:
        raise Refusal(_("Each member has at least one 1-2-1 in a round."))
    if not 0 <= round.hat <= round.most:
        said = ngettext("Of %(n)s 1-2-1 per member", "Of %(n)s 1-2-1s per member", round.most) % {"n": round.most}
        raise Refusal(_("%s, none up to all are drawn by lot.") % said)
    if not 0 <= round.months_apart <= MOST_APART:
        raise Refusal(_("Two meet again after 0 to %s months.") % MOST_APART)
    if not 0 <= round.seed < 2**63:
        raise Refusal(_("The number of a plan is a whole number from 0 to 2^63 − 1."))
    if round.across and isinstance(round.scope, Group):
        raise Refusal(_("Pairs of different chapters are planned for a region."))


def refuse_overlap(round: Terms) -> None:
    """Two rounds of one group do not share a week."""
    other = round.overlapping().first()
    if other is None:
        return
    said = {
        "scope": round.scope, "start": date_format(other.starts_on, "F j"), "end": date_format(other.ends_on, "F j"),
    }  # fmt: skip
    if other.is_draft:
        raise Refusal(_("%(scope)s has a draft from %(start)s to %(end)s. Plan that one again, or remove it.") % said)
    raise Refusal(
        _("%(scope)s has a round from %(start)s to %(end)s. Choose a later week, or call that one off.") % said
    )


def refuse_stale(round: Terms) -> None:
    """What is announced keeps the rules of today; what changed since the plan was made is not told."""
    if round.ends_on < today_of(round.scope):
        raise Refusal(_("The weeks of this draft are over. Remove it, and plan a new one."))
    if not holds(round):
        raise Refusal(_("Since this was planned, something changed for a member. Plan it again, then announce it."))


def refuse_hopeless(round: Terms, asked: Asked) -> None:
    """A plan without a pair is none: say what stands in the way, and whose private wish never."""
    told = [one for one in obstacles_of(asked) if one["code"] != FEW]  # without a pair, how many is no matter
    if hopeless(told) or not asked.rules.shared(asked.candidates.first, asked.candidates.second).any():
        names = {one.pk: one.name for one in asked.memberships}
        raise Refusal(
            " ".join([_("No two members can be paired in these weeks."), *in_words(told, names, mondays_of(round))])
        )
