"""What members tell their group of themselves, read once each: for common ground, and for what is open."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cookout.groups.models import Membership
from cookout.people.models import PROMPTS, Audience, ProfileEntry, weights
from cookout.people.models.profile import READ_BY
from cookout.science import Entry, Finding, Prepared, common_ground, coverage, prepare
from cookout.science.pairing.instance import Ints
from cookout.science.questions import ENOUGH

LOOKED_AT = (60, 40, 30, 24, 20, 16, 12, 8)
"""So many entries of each are compared at most: three findings say enough, and every entry meets all the others'."""

WORK = 400_000
"""So many meetings of entries in one group are worth the wait: half a second as people write, a few at the worst."""

WHOLE = 100

SPHERE = "contact sphere"

NOTHING = prepare(())


@dataclass(frozen=True, slots=True)
class Told:
    """One member: her profile as her group may read it, her trade, and how much of the card is open, in percent."""

    trade: str = ""
    profile: Prepared = NOTHING
    open: int = WHOLE


@dataclass(frozen=True, slots=True)
class Common:
    """For each pair: findings of common ground, and how far one is in the other's contact sphere, in percent."""

    findings: Ints
    sphere: Ints


def told_by(memberships: Sequence[Membership]) -> list[Told]:
    """What these members tell their groups; nothing of who has no account or whose group reads no profiles."""
    readers = {one.user_id for one in memberships if one.user_id is not None and one.group.shares_profiles}
    rows = ProfileEntry.objects.filter(
        person__account__in=readers, person__deleted_at=None, deleted_at=None, audience__in=READ_BY[Audience.GROUPS]
    ).order_by("position", "pk")
    entries: dict[int, list[Entry]] = defaultdict(list)
    for account, facet, prompt, text, uid in rows.values_list("person__account", "facet", "prompt", "text", "uid"):
        entries[account].append(Entry(facet, text, str(uid), prompt))
    most = compared_at_most(memberships, {user: len(found) for user, found in entries.items()})
    return [_told(one, entries[one.user_id] if one.user_id in readers else [], most) for one in memberships]


def common_of(told: Sequence[Told], first: Ints, second: Ints, alike: Ints) -> Common:
    """What each of these pairs has in common, for pairs who read each other's profiles (`alike`: same group)."""
    found = Common(np.zeros(first.size, np.int64), np.zeros(first.size, np.int64))
    speaks = np.array([bool(one.profile.entries) for one in told], np.bool_)
    readers = (alike[first] == alike[second]) & (alike[first] >= 0)
    asked = np.flatnonzero(readers & (speaks[first] | speaks[second]))
    for place in asked.tolist():
        one, other = told[int(first[place])], told[int(second[place])]
        ground = common_ground(one.profile, other.profile, my_trade=one.trade, their_trade=other.trade)
        sphere = [finding for finding in ground.findings if is_sphere(finding)]
        found.findings[place] = len(ground.findings) - len(sphere)
        found.sphere[place] = max((round(WHOLE * one.strength) for one in sphere), default=0)
    return found


def compared_at_most(memberships: Sequence[Membership], written: Mapping[int, int]) -> int:
    """How many entries of each are compared, so that the group with most of them does not keep anybody waiting."""
    for most in LOOKED_AT:
        each: Counter[int] = Counter()
        for one in memberships:
            each[one.group_id] += min(written.get(one.user_id or 0, 0), most)
        if max(each.values(), default=0) ** 2 // 2 <= WORK:
            return most
    return LOOKED_AT[-1]


def _told(membership: Membership, entries: list[Entry], most: int) -> Told:
    trade = membership.classification.name if membership.classification else ""
    if not entries:
        return Told(trade)
    answers = Counter(one.prompt for one in entries if one.prompt in PROMPTS)
    # A question that has one answer is known by it (as the coverage of a dance card counts).
    known = {key: many * (ENOUGH // min(PROMPTS[key].most, ENOUGH)) for key, many in answers.items()}
    return Told(trade, prepare(entries[:most]), WHOLE - round(WHOLE * coverage(known, weights()).share))


def is_sphere(finding: Finding) -> bool:
    """One's trade is what the other's customers need: that is a fit of trades, not common ground."""
    return finding.how == SPHERE and finding.kind == "complement"
