"""Where a group stands in its region this month: a dot among dots, and who of its members is far up."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import NamedTuple

from django.core.cache import caches
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.functional import Promise as LazyText
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cookout.groups.models import Group, Membership, Region
from cookout.groups.models.roster import members_on
from cookout.insight.models.dots import dots
from cookout.insight.models.lately import KEPT, Lately
from cookout.insight.models.scope import Subject
from cookout.insight.models.tally import NONE, Counts, Tally
from cookout.insight.rules import FEWEST_COUNTED, placed

KINDS: tuple[tuple[str, LazyText, LazyText, LazyText], ...] = (
    ("one_to_ones", gettext_lazy("1-2-1s"), gettext_lazy("1-2-1s for each member"), gettext_lazy("1-2-1s")),
    (
        "given", gettext_lazy("Referrals given"), gettext_lazy("Referrals given for each member"),
        gettext_lazy("referrals"),
    ),
)  # fmt: skip
"""Of each kind: its heading, what its dots are, and how the sentence on who is far up names it."""

FAR_UP = 10
"""Down to which place in the region a member is named at home."""

ORDINALS: tuple[LazyText, ...] = (
    gettext_lazy("first"), gettext_lazy("second"), gettext_lazy("third"), gettext_lazy("fourth"),
    gettext_lazy("fifth"), gettext_lazy("sixth"), gettext_lazy("seventh"), gettext_lazy("eighth"),
    gettext_lazy("ninth"), gettext_lazy("tenth"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One kind: the picture; the place where it is in the upper half and one of the first ten; else no word of it."""

    title: str
    place: str
    picture: SafeString


@dataclass(frozen=True, slots=True)
class RegionCard:
    """A group beside the others of its region, whose names are not told."""

    region: Region
    first: dt.date
    groups: int
    """Of how many groups enough members are counted."""
    silent: int
    """How many groups keep their numbers elsewhere, or have too few accounts."""
    lines: tuple[Line, ...]
    tops: tuple[str, ...]
    counted_at: dt.datetime | None
    """Where it was not just now."""

    @classmethod
    def of(cls, group: Group, today: dt.date) -> "RegionCard | None":
        """None where the group lies in no region, or there are not two groups to compare."""
        if group.region is None:
            return None
        ids = Subject(region=group.region).group_ids()
        members = _members(ids, today)
        if members.get(group.pk, 0) < FEWEST_COUNTED or len(_counted(members)) < 2:
            return None
        named = _Named.of(group, ids, today)
        key = sha256(repr((get_language(), group.pk, group.region_id, today, members, named)).encode()).hexdigest()
        kept: RegionCard | None = caches["counts"].get(key)
        return replace(kept, region=group.region) if kept else cls._drawn(group, ids, today, members, named, key)

    @classmethod
    def _drawn(
        cls, group: Group, ids: list[int], today: dt.date, members: Mapping[int, int], named: "_Named", key: str
    ) -> "RegionCard":
        """Made of the counts; where those are kept for a while, the card is kept as long."""
        assert group.region is not None  # asked before
        first = today.replace(day=1)
        lately = Lately.of(ids, first, today, with_thanks=False)
        sums = lately.inside.by_group()
        lines = tuple(_line(kind, str(title), str(of), group, sums, members) for kind, title, of, _words in KINDS)
        told = len(_counted(members))
        tops = _tops(named, lately.across) if group.shares_counts else ()
        card = cls(group.region, first, told, len(ids) - told, lines, tops, lately.counted_at)
        if lately.counted_at is not None:
            left = KEPT - (timezone.now() - lately.counted_at)
            caches["counts"].set(key, card, max(left.total_seconds(), 0))
        return card


class _Named(NamedTuple):
    """Whom a card may name: asked anew each time, because who does not wish to be named any more is not."""

    silent: tuple[int, ...]
    """In the whole region who is never named."""
    ours: tuple[tuple[int, str], ...]
    """The group's own members with an account."""

    @classmethod
    def of(cls, group: Group, ids: list[int], today: dt.date) -> "_Named":
        """Read them, in a fixed order."""
        unranked = Q(is_ranked=False) | Q(group__shares_counts=False)
        silent = Membership.objects.filter(unranked, group__in=ids, deleted_at=None, left_on=None, user__isnull=False)
        ours = sorted((seat.user_id, seat.name) for seat in members_on(group, today) if seat.user_id is not None)
        users = silent.order_by("user_id").values_list("user_id", flat=True)
        return cls(tuple(users), tuple(ours))


def _members(ids: list[int], today: dt.date) -> dict[int, int]:
    """How many members with an account each group has."""
    rows = Membership.objects.current(today).filter(group__in=ids, user__isnull=False)
    many = rows.order_by().values_list("group_id").annotate(n=Count("pk"))
    return dict.fromkeys(ids, 0) | dict(many)


def _counted(members: Mapping[int, int]) -> list[int]:
    return [group for group, many in members.items() if many >= FEWEST_COUNTED]


def _line(
    kind: str, title: str, of: str, group: Group, sums: Mapping[int, Counts], members: Mapping[int, int]
) -> Line:  # fmt: skip
    means = {one: getattr(sums.get(one, NONE), kind) / members[one] for one in _counted(members)}
    place = 1 + sum(value > means[group.pk] for value in means.values())
    is_high = place <= min(FAR_UP, (len(means) + 1) // 2) and means[group.pk] > 0
    picture = dots([("", value, one == group.pk) for one, value in means.items()], of=of)
    said = _("%(place)s of %(n)s") % {"place": ORDINALS[place - 1], "n": len(means)} if is_high else ""
    return Line(title, said, picture)


def _tops(named: _Named, across: Tally) -> tuple[str, ...]:
    """The highest of this group's members in the region, kind by kind; nobody who does not wish to be named."""
    unnamed, ours = set(named.silent), dict(named.ours)
    sums = across.by_user()
    best: list[tuple[int, int, LazyText]] = []
    for kind, _title, _of, words in KINDS:
        order = placed((str(user), getattr(counts, kind)) for user, counts in sums.items() if user not in unnamed)
        place, user = next(((place, int(key)) for place, key, _many in order if int(key) in ours), (FAR_UP + 1, 0))
        if place <= FAR_UP:
            best.append((user, place, words))
    return tuple(_far_up(best, ours))


def _far_up(best: Sequence[tuple[int, int, LazyText]], ours: Mapping[int, str]) -> Iterable[str]:
    """The parts of one sentence: the verb stands in the first, and nobody is named twice in a row."""
    before: int | None = None
    for user, place, named in best:
        said = {"name": ours[user], "place": ORDINALS[place - 1], "kind": named}
        if before is None:
            yield _("%(name)s is %(place)s for %(kind)s") % said
        elif before == user:
            yield _("%(place)s for %(kind)s") % said
        else:
            yield _("%(name)s %(place)s for %(kind)s") % said
        before = user
