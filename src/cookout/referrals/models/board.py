"""The board: what was given to me and by me, in four columns, each card in one line of reading."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import F
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cookout.core.models import User
from cookout.core.templatetags.dates import short_day, span
from cookout.referrals import rules
from cookout.referrals.models.kinds import COLUMN, Column, State, Temperature
from cookout.referrals.models.referral import Referral
from cookout.referrals.models.sets import ReferralQuerySet
from cookout.ties.models.kept import local_today

LATELY = dt.timedelta(days=30)
"""So long what is decided stays on the board; all of it stands on the list."""

FRESH, WEEK = 3, 7
"""Days: news within three is fresh, after a week somebody waits."""

BARS = {Temperature.COLD: 1, Temperature.COOL: 1, Temperature.WARM: 2, Temperature.KEEN: 3, Temperature.HOT: 3}
NAMED = 3
"""So many names stand in the sentence above the board."""

NEXT = {
    State.GIVEN: (gettext_lazy("Accept it, or say no"), gettext_lazy("Waits for an answer")),
    State.ACCEPTED: (gettext_lazy("Make the first call"), gettext_lazy("Accepted, a first call comes")),
    State.TRIED: (gettext_lazy("Try once more"), gettext_lazy("Tried to reach")),
}
"""What comes next where nobody wrote it down: for who keeps the record, for the referrer."""


@dataclass(frozen=True, slots=True)
class Card:
    """One referral on the board, as one of the two sees it."""

    one: Referral
    is_mine: bool
    """Whether I keep the record, so that I may move it."""
    is_to_me: bool
    next: str
    age: str
    status: str
    tone: str
    act: str = ""

    @property
    def bars(self) -> int:
        """How many of the three bars are filled; none where nobody knows how warm it is."""
        return BARS[Temperature(self.one.temperature)] if self.one.temperature else 0

    @property
    def moves(self) -> tuple[str, ...]:
        """Where I may move it."""
        return rules.next_states(self.one.state) if self.is_mine else ()


@dataclass(frozen=True, slots=True)
class Stack:
    """One column of one lane."""

    column: Column
    cards: list[Card] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Lane:
    """Given to me, or given by me."""

    key: str
    title: str
    icon: str
    stacks: tuple[Stack, ...]

    @property
    def many(self) -> int:
        """How many cards it has."""
        return sum(len(stack.cards) for stack in self.stacks)


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
    """The open ones and what was decided lately."""
    now = now or timezone.now()
    sets = {"in": Referral.objects.given_to(user), "out": Referral.objects.given_by(user)}
    titles = {"in": (_("Given to me"), "arrow-down-left"), "out": (_("Given by me"), "arrow-up-right")}
    lanes = []
    for key in [direction] if direction in sets else sets:
        cards = [card_of(one, user, now) for one in _shown(sets[key], text, now)]
        stacks = {column: Stack(column) for column in Column}
        for card in cards:
            stacks[Column(COLUMN[State(card.one.state)])].cards.append(card)
        lanes.append(Lane(key, *titles[key], tuple(stacks.values())))
    return Board(tuple(lanes), _lede([card for lane in lanes for stack in lane.stacks for card in stack.cards]))


def list_of(user: User, *, direction: str = "", text: str = "") -> ReferralQuerySet:
    """All of them, the latest on top."""
    sets = {"in": Referral.objects.given_to, "out": Referral.objects.given_by}
    found: ReferralQuerySet = sets.get(direction, Referral.objects.visible_to)(user)
    found = found.matching(text) if text else found
    return found.with_parties().order_by("-given_on", "-pk")


def card_of(one: Referral, user: User, now: dt.datetime) -> Card:
    """How one looks to this user; reads only what was fetched."""
    is_to_me = one.provider.user_id == user.pk
    is_mine = one.keeps_record(user)
    today = local_today(user)
    status, tone, act = _standing(one, user, today, now)
    return Card(one, is_mine, is_to_me, _next(one, user), span((today - one.given_on).days), status, tone, act)


def _shown(found: ReferralQuerySet, text: str, now: dt.datetime) -> Sequence[Referral]:
    found = found.matching(text) if text else found
    lately = found.decided().filter(decided_at__gte=now - LATELY)
    owed = found.decided().owing(now)
    due, decided = F("news_due_at").asc(nulls_last=True), F("decided_at").desc(nulls_last=True)
    order = (due, decided, "-given_on", "-pk")
    return list((found.open() | found.filter(state=State.NAME) | lately | owed).with_parties().order_by(*order))


def _next(one: Referral, user: User) -> str:
    """What comes next, as far as this reader may know."""
    if one.is_name:
        return _("Ask whether a call is welcome")
    if one.next_step and one.is_open and one.tells_all(user):
        return f"{one.next_step}, {short_day(one.next_on)}" if one.next_on else one.next_step
    mine, theirs = NEXT.get(State(one.state), ("", ""))
    return capfirst(str((mine if one.keeps_record(user) else theirs) or one.get_state_display()))


def _standing(one: Referral, user: User, today: dt.date, now: dt.datetime) -> tuple[str, str, str]:
    """What the bar at the foot says, in which tone, and the act it offers."""
    if one.is_name:
        return _("A name, not yet a referral"), "soon", ""
    days = (today - one.told_at.astimezone(user.tzinfo).date()).days if one.told_at else None
    if one.provider.user_id == user.pk:
        return _told(one, days, is_owing=one.news_due_at is not None and one.news_due_at <= now)
    return _heard(one, days, today)


def _told(one: Referral, days: int | None, *, is_owing: bool) -> tuple[str, str, str]:
    name = one.referrer.first_name
    said = _("Not told %(name)s yet") if days is None else _("Told %(name)s %(when)s")
    words = said % {"name": name, "when": ago(days or 0)}
    if is_owing:
        return words, "late", _("Tell")
    return words, "soon" if days is not None and days > FRESH and one.is_open else "ok", ""


def _heard(one: Referral, days: int | None, today: dt.date) -> tuple[str, str, str]:
    """The referrer's side; where the provider has no account, I heard when I last wrote something down."""
    if days is None:
        days = (today - one.given_on).days
        words = _("Nothing heard yet") if days else _("Passed today")
    else:
        words = _("Heard %(when)s") % {"when": ago(days)}
    if not one.is_open or days <= FRESH:
        return words, "ok", ""
    return (words, "late", _("Ask")) if days >= WEEK else (words, "soon", "")


def ago(days: int) -> str:
    """Today, yesterday, 9 days ago."""
    if days < 2:
        return _("yesterday") if days == 1 else _("today")
    return ngettext("%(days)s day ago", "%(days)s days ago", days) % {"days": days}


def _lede(cards: Sequence[Card]) -> str:
    """Who waits for me, and for whom I wait."""
    late = [card for card in cards if card.tone == "late"]
    waiting = list(dict.fromkeys(card.one.referrer.first_name for card in late if card.is_to_me))
    awaited = list(dict.fromkeys(card.one.provider.first_name for card in late if not card.is_to_me))
    said = {"who": _names(waiting), "whom": _names(awaited)}
    if not waiting and not awaited:
        return _("Nobody waits for news.") if cards else ""
    if not waiting:
        return _("You are waiting for %(whom)s.") % said
    told = ngettext("%(who)s is waiting to hear from you", "%(who)s are waiting to hear from you", len(waiting)) % said
    return _("%(told)s; you are waiting for %(whom)s.") % {**said, "told": told} if awaited else f"{told}."


def _names(names: Sequence[str]) -> str:
    """Marta, Gloria and 3 others."""
    more = len(names) - NAMED
    shown = [*names[:NAMED], ngettext("%(n)s other", "%(n)s others", more) % {"n": more}] if more > 0 else list(names)
    if len(shown) < 2:
        return "".join(shown)
    return _("%(first)s and %(last)s") % {"first": ", ".join(shown[:-1]), "last": shown[-1]}
