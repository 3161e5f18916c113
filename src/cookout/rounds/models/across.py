"""A round across the chapters of a region: which of its chapters one may list, how it stands, what is kept."""

import datetime as dt
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cookout.core.models import User, WorkState
from cookout.groups.models import Group, Membership, Region
from cookout.rounds import rules
from cookout.rounds.models.pairing import Pairing
from cookout.rounds.models.round import MOST_WEEKS, Round


@dataclass(frozen=True, slots=True)
class ChapterPairs:
    """One chapter, and in how many of the round's pairs its members are."""

    group: Group
    pairs: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How a round stands: pairs now, and of those that were announced how many are kept."""

    pairs: int
    kept: int
    announced: int

    @classmethod
    def of(cls, round: Round) -> "Standing":
        """Counted by the database: a region has thousands."""
        rows = Pairing.objects.filter(round=round)
        if round.announced_at is None:
            return cls(rows.standing().count(), 0, 0)
        same = rows.standing().filter(first=OuterRef("first"), second=OuterRef("second"))
        first = rows.filter(created_at__lte=round.announced_at)
        told = first.values("first", "second").distinct().count()
        kept = first.filter(Exists(same)).values("first", "second").distinct().count()
        return cls(rows.standing().count(), kept, told)

    @property
    def was_repaired(self) -> bool:
        """Whether some of what was announced did not stay."""
        return self.kept < self.announced


def is_busy(round: Round) -> bool:
    """Its plan is being worked out."""
    return round.work_state in (WorkState.WAITING, WorkState.RUNNING)


def has_failed(round: Round) -> bool:
    """No plan came of it, and none comes by itself."""
    return round.work_state == WorkState.FAILED


def rounds_now(region: Region, viewer: User) -> tuple[Round | None, Round | None]:
    """The announced round of these weeks, and the draft for who directs the region."""
    today = timezone.localdate()
    since = today - MOST_WEEKS * rules.A_WEEK
    rows = Round.objects.visible_to(viewer).of(region).filter(starts_on__gte=since, called_off_at=None)
    found = [one for one in rows.order_by("starts_on", "pk") if one.ends_on >= today]
    for one in found:
        one.region = region  # what is known is not asked anew
    known, drafts = ([one for one in found if one.is_draft is is_draft] for is_draft in (False, True))
    return known[0] if known else None, drafts[0] if drafts else None


def next_start(region: Region) -> dt.date:
    """The Monday after the rounds of a region."""
    today = timezone.localdate()
    rows = Round.objects.of(region).filter(called_off_at=None, deleted_at=None)
    since = today - MOST_WEEKS * rules.A_WEEK
    after = max((one.ends_on for one in rows.filter(starts_on__gte=since)), default=today)
    return rules.monday_of(max(after, today)) + rules.A_WEEK


def chapters_of(round: Round, viewer: User, *, leads: bool) -> list[ChapterPairs]:
    """The chapters whose pairs one may list: all for who directs the region, else one's own."""
    assert round.region is not None  # asked of rounds of regions alone
    groups = Group.objects.within(round.region)
    if not leads:
        groups = groups.filter(pk__in=Group.objects.of(viewer).values("pk"))
    found = list(groups.order_by("name", "pk"))
    if not found:
        return []
    rows = Pairing.objects.filter(round=round).standing().values_list("first__group", "second__group")
    many = Counter(group for pair in rows for group in set(pair))
    return [ChapterPairs(one, many[one.pk]) for one in found]


def pairs_of(round: Round, viewer: User, chapter: Group | None) -> "tuple[list[Membership], list[Pairing]]":
    """Who is in the pairs that the viewer may see, of one chapter where it is said, and these pairs."""
    rows = Pairing.objects.visible_to(viewer).filter(round=round).standing()
    if chapter is not None:
        rows = rows.filter(Q(first__group=chapter) | Q(second__group=chapter))
    pairings = list(rows.order_by("week", "-gain", "pk"))
    named = {key for one in round.obstacles for key in one["members"]}
    keys = named | {key for one in pairings for key in (one.first_id, one.second_id)}
    return _members(keys), pairings


def _members(keys: Collection[int]) -> list[Membership]:
    return list(Membership.objects.filter(pk__in=keys).select_related("classification", "group").order_by("pk"))
