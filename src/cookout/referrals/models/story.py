"""The story of one referral in three lanes, as one of the two may read it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cookout.core.models import User
from cookout.core.templatetags.dates import short_day
from cookout.referrals.models.experience import Experience
from cookout.referrals.models.kinds import Handoff, Kind, Role, State
from cookout.referrals.models.party import Party, Step
from cookout.referrals.models.referral import Referral
from cookout.referrals.models.telling_news import Update
from cookout.referrals.models.waiting import Reminder
from cookout.referrals.models.window import Reply
from cookout.ties.models.kept import local_today

LANES = {
    State.ACCEPTED: "y", State.DECLINED: "m-y ev--back", State.WITHDRAWN: "m-y", State.TRIED: "y-h",
    State.REACHED: "y-h", State.MEETING: "y-h ev--both", State.PROPOSAL: "y-h", State.WON: "y ev--good",
    State.LOST: "y", State.NOT_A_FIT: "y", State.GIVEN: "m-y", State.NAME: "m-y",
}  # fmt: skip
"""Between whom a change of state happens: m is the referrer, y the provider, h the prospect."""

DID = {
    State.NAME: gettext_lazy("A name, not yet a referral"),
    State.GIVEN: gettext_lazy("Given"),
    State.ACCEPTED: gettext_lazy("Accepted"),
    State.DECLINED: gettext_lazy("Declined"),
    State.WITHDRAWN: gettext_lazy("Taken back"),
    State.TRIED: gettext_lazy("Tried to reach"),
    State.REACHED: gettext_lazy("Reached"),
    State.MEETING: gettext_lazy("Met"),
    State.PROPOSAL: gettext_lazy("Proposal"),
    State.WON: gettext_lazy("Won"),
    State.LOST: gettext_lazy("Lost"),
    State.NOT_A_FIT: gettext_lazy("Not a good fit"),
}

HANDED = {
    Handoff.NAME: gettext_lazy("The name was passed on."),
    Handoff.CARD: gettext_lazy("Gave the card."),
    Handoff.TOLD: gettext_lazy("Said that the call would come."),
    Handoff.MAIL: gettext_lazy("Introduced the two by mail."),
    Handoff.TOGETHER: gettext_lazy("Made the call together."),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the story."""

    on: dt.date
    at: dt.datetime
    lane: str
    title: str
    text: str = ""
    icon: str = ""
    is_struck: bool = False
    """Taken back since; it stays to be read."""
    is_same_day: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """All of it, and from when to when."""

    events: tuple[Event, ...]
    ahead: tuple[Event, ...]
    first: dt.date
    names: tuple[str, str, str]


class Teller:
    """Tells one referral to one reader."""

    def __init__(self, one: Referral, user: User) -> None:
        self.one, self.user = one, user
        self.tells_all = one.tells_all(user)
        self.today = local_today(user)

    def name(self, party: Party) -> str:
        """You, or the first name."""
        return _("You") if party.user_id == self.user.pk and party.role != Role.PROSPECT else party.first_name

    def story(self) -> Story:
        """From the handing over to what comes next."""
        one = self.one
        told = sorted(self._told(), key=attrgetter("on", "at"))
        return Story(
            events=tuple(_days_once(told)),
            ahead=tuple(self._ahead()),
            first=min([one.given_on, *(event.on for event in told)]),
            names=(self.name(one.referrer), self.name(one.provider), self.name(one.prospect)),
        )

    def _told(self) -> Iterator[Event]:
        one = self.one
        if one.is_name:
            text = _("%(name)s has not agreed to a call yet.") % {"name": self.name(one.prospect)}
            yield Event(one.given_on, one.created_at, "m", str(DID[State.NAME]), text)
        elif one.handoff and one.kind == Kind.OUTSIDE:
            title = self._arrow(one.referrer, one.prospect)
            yield Event(
                one.given_on, one.created_at - dt.timedelta(seconds=1), "m-h", title, str(HANDED[Handoff(one.handoff)])
            )
        for step in one.steps.select_related("party"):
            if (event := self._of_step(step)) is not None:
                yield event
        for update in Update.objects.filter(referral=one, deleted_at=None):
            yield self._of_update(update)
        for reply in Reply.objects.filter(referral=one):
            text = f"{reply.get_kind_display()}: “{reply.line}”" if reply.line else reply.get_kind_display()
            yield self._event(reply.created_at, "m-y", self._arrow(one.referrer, one.provider), capfirst(text))
        for reminder in Reminder.objects.filter(referral=one):
            title = self._arrow(one.referrer, one.provider)
            yield self._event(reminder.created_at, "m-y", title, _quoted(reminder.text) or _("Asked how it is going."))
        yield from self._experiences()

    def _of_step(self, step: Step) -> Event | None:
        """What changed its state; a note only for who may hear more than where it stands."""
        if step.kind == Step.Kind.CHANGED and step.was == step.state:
            return self._left_alone(step)
        note = self.one.note_of(step, self.user)
        if step.state == State.GIVEN and self.one.note:
            note = note or self.one.note
        title = str(DID[State(step.state)])
        if step.kind == Step.Kind.CORRECTED:
            said = {"was": step.get_was_display(), "now": step.get_state_display()}
            title = _("Put right: it was not “%(was)s”, it is “%(now)s”") % said
        if step.deleted_at is not None:
            title = _("%(what)s (taken back)") % {"what": title}
        elif LANES[State(step.state)].startswith(("m-y", "y-h")) and step.kind == Step.Kind.MOVED:
            title = f"{self._between(LANES[State(step.state)])}: {title}"
        lane = "y" if step.kind == Step.Kind.CORRECTED else LANES[State(step.state)]
        return Event(step.on, step.created_at, lane, title, note, is_struck=step.deleted_at is not None)

    def _left_alone(self, step: Step) -> Event | None:
        """The prospect asked not to be contacted: both know."""
        if step.party.role != Role.PROSPECT:
            return None
        title = self.one.prospect.called
        return Event(step.on, step.created_at, "h ev--plan", title, _("Asked not to be contacted."), "eye-off")

    def _of_update(self, update: Update) -> Event:
        one = self.one
        text = _quoted(update.text) or _("Told in person.")
        if update.came_back_at is not None:
            text = _("The mail came back: it did not arrive.") if update.by_id == self.user.pk else ""
        title = self._arrow(one.provider, one.referrer)
        return self._event(update.created_at, "m-y ev--back", title, text, is_struck=update.came_back_at is not None)

    def _experiences(self) -> Iterator[Event]:
        """What the prospect said: to the provider all, to the referrer how it went and only if that is agreed."""
        one = self.one
        said = Experience.objects.filter(referral=one, step__deleted_at=None)
        for row in said if one.role_of(self.user) == Role.PROVIDER else said.told():
            text = capfirst(row.get_rating_display())
            if one.role_of(self.user) != Role.PROVIDER:
                text = _("Went well") if row.went_well else _("Not yet")
            elif row.line:
                text = f"{text}: “{row.line}”"
            yield self._event(row.created_at, "y-h ev--back", self._arrow(one.prospect, one.provider), text)

    def _ahead(self) -> Iterator[Event]:
        """Who waits, and what comes next."""
        one, now = self.one, timezone.now()
        if one.is_owing:
            since = one.told_at.astimezone(self.user.tzinfo).date() if one.told_at else one.given_on
            said = {"name": self.name(one.referrer), "day": short_day(since)}
            title = (
                _("Quiet for you since %(day)s")
                if one.referrer.user_id == self.user.pk
                else _("Quiet for %(name)s since %(day)s")
            )
            yield Event(self.today, now, "silence", title % said, icon="bell")
        if one.next_step and one.is_open and self.tells_all:
            when = _("on %(day)s") % {"day": short_day(one.next_on)} if one.next_on else ""
            yield Event(self.today, now, "h ev--plan", one.next_step, when)

    def _event(self, at: dt.datetime, lane: str, title: str, text: str, *, is_struck: bool = False) -> Event:
        return Event(at.astimezone(self.user.tzinfo).date(), at, lane, title, text, is_struck=is_struck)

    def _between(self, lane: str) -> str:
        one = self.one
        pair = (one.referrer, one.provider) if lane.startswith("m-y") else (one.provider, one.prospect)
        first, second = reversed(pair) if "back" in lane else pair
        if "both" in lane:
            return _("%(first)s and %(second)s") % {"first": self.name(first), "second": self.name(second)}
        return self._arrow(first, second)

    def _arrow(self, first: Party, second: Party) -> str:
        other = _("you") if self.name(second) == _("You") else self.name(second)
        return f"{self.name(first)} → {other}"


def _quoted(text: str) -> str:
    return f"“{text}”" if text else ""


def _days_once(events: list[Event]) -> Iterator[Event]:
    """A day stands once, beside its first event."""
    last: dt.date | None = None
    for event in events:
        same = event.on == last
        last = event.on
        yield Event(event.on, event.at, event.lane, event.title, event.text, event.icon, event.is_struck, same)
