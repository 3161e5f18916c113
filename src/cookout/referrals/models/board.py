"""The board: what was given to me and by me, in four columns; the most pressing on top, the rest on the list."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cookout.core.models import User
from cookout.referrals import rules
from cookout.referrals.models.card import WEEK, Card, card_of
from cookout.referrals.models.kinds import COLUMN, Column, Role, State
from cookout.referrals.models.party import Party, Step
from cookout.referrals.models.referral import Referral
from cookout.referrals.models.sets import ReferralQuerySet
from cookout.ties.models.kept import local_today

LATELY = dt.timedelta(days=30)
"""So long what is decided stays on the board; all of it stands on the list."""

MOST = 12
"""So many cards stand in one column: a column is looked over, not scrolled through. The others stand on the list."""

NAMED = 3
"""So many names stand in the sentence above the board."""


@dataclass(frozen=True, slots=True)
class Stack:
    """One column of one lane."""

    column: Column
    cards: tuple[Card, ...]
    many: int

    @property
    def more(self) -> int:
        """How many there is no room for."""
        return self.many - len(self.cards)


@dataclass(frozen=True, slots=True)
class Lane:
    """Given to me, or given by me."""

    key: str
    title: str
    icon: str
    stacks: tuple[Stack, ...]

    @property
    def many(self) -> int:
        """How many stand on the board."""
        return sum(stack.many for stack in self.stacks)


@dataclass(frozen=True, slots=True)
class Board:
    """Everything at a glance."""

    lanes: tuple[Lane, ...]
    lede: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands on it."""
        return not any(lane.many for lane in self.lanes)


def board_of(user: User, *, direction: str = "", text: str = "", now: dt.datetime | None = None) -> Board:
    """The open ones and what was decided lately, at the same few queries however many they are."""
    now = now or timezone.now()
    sets = {"in": Referral.objects.given_to(user), "out": Referral.objects.given_by(user)}
    titles = {"in": (_("Given to me"), "arrow-down-left"), "out": (_("Given by me"), "arrow-up-right")}
    keys = [direction] if direction in sets else list(sets)
    placed = {key: _placed(sets[key], text, now) for key in keys}
    cards = _cards([pk for columns in placed.values() for pks in columns.values() for pk in pks[:MOST]], user, now)
    lanes = [
        Lane(key, *titles[key], tuple(
            Stack(column, tuple(cards[pk] for pk in columns[column][:MOST]), len(columns[column])) for column in Column
        ))
        for key, columns in placed.items()
    ]  # fmt: skip
    return Board(tuple(lanes), _lede(sets, keys, user, now) if any(lane.many for lane in lanes) else "")


def list_of(user: User, *, direction: str = "", text: str = "", column: str = "") -> ReferralQuerySet:
    """All of them, or one column, the latest on top."""
    sets = {"in": Referral.objects.given_to, "out": Referral.objects.given_by}
    found: ReferralQuerySet = sets.get(direction, Referral.objects.visible_to)(user)
    found = found.matching(text) if text else found
    if column in Column.values:
        found = found.filter(state__in=[state for state, its in COLUMN.items() if its == column])
    return found.with_parties().order_by("-given_on", "-pk")


def _placed(found: ReferralQuerySet, text: str, now: dt.datetime) -> dict[str, list[int]]:
    """Which stand in which column, in order: who waits longest on top, then the latest."""
    found = found.matching(text) if text else found
    shown = Q(state__in=[*rules.OPEN, State.NAME]) | Q(decided_at__gte=now - LATELY) | Q(news_due_at__lte=now)
    due, decided = F("news_due_at").asc(nulls_last=True), F("decided_at").desc(nulls_last=True)
    columns: dict[str, list[int]] = defaultdict(list)
    for pk, state in found.filter(shown).order_by(due, decided, "-given_on", "-pk").values_list("pk", "state"):
        columns[COLUMN[State(state)]].append(pk)
    return columns


def _cards(pks: Sequence[int], user: User, now: dt.datetime) -> dict[int, Card]:
    """The cards that there is room for."""
    ones = list(Referral.objects.filter(pk__in=pks).with_parties())
    ended = [one.pk for one in ones if one.state in rules.DECIDED]
    said = Step.objects.filter(referral__in=ended, deleted_at=None, number=F("referral__steps_many"), note__gt="")
    lines = dict(said.values_list("referral", "note"))
    return {one.pk: card_of(one, user, now, lines.get(one.pk, "")) for one in ones}


def _lede(sets: dict[str, ReferralQuerySet], keys: Sequence[str], user: User, now: dt.datetime) -> str:
    """Who waits for me, and for whom I wait."""
    waiting = _names_of(sets["in"].owing(now), Role.REFERRER, "news_due_at") if "in" in keys else []
    awaited: list[str] = []
    if "out" in keys:
        since = local_today(user) - dt.timedelta(days=WEEK)
        midnight = dt.datetime.combine(since + dt.timedelta(days=1), dt.time(), user.tzinfo)
        silent = sets["out"].open().filter(Q(told_at__lt=midnight) | Q(told_at=None, given_on__lte=since))
        awaited = _names_of(silent, Role.PROVIDER, "told_at")
    said = {"who": _names(waiting), "whom": _names(awaited)}
    if not waiting and not awaited:
        return _("Nobody waits for news.")
    if not waiting:
        return _("You are waiting for %(whom)s.") % said
    told = ngettext("%(who)s is waiting to hear from you", "%(who)s are waiting to hear from you", len(waiting)) % said
    return _("%(told)s; you are waiting for %(whom)s.") % {**said, "told": told} if awaited else f"{told}."


def _names_of(found: ReferralQuerySet, role: Role, order: str) -> list[str]:
    """What they are called in this part, each once."""
    parties = Party.objects.filter(referral__in=found.values("pk"), role=role).order_by(f"referral__{order}", "pk")
    names = dict.fromkeys(parties.values_list("name", flat=True))
    return list(dict.fromkeys(Party(name=name).first_name for name in names))


def _names(names: Sequence[str]) -> str:
    """Marta, Gloria and 3 others."""
    more = len(names) - NAMED
    shown = [*names[:NAMED], ngettext("%(n)s other", "%(n)s others", more) % {"n": more}] if more > 0 else list(names)
    if len(shown) < 2:
        return "".join(shown)
    return _("%(first)s and %(last)s") % {"first": ", ".join(shown[:-1]), "last": shown[-1]}
