"""My own crowded trade: what the public figures say, what I count myself, and what follows from it (PRODUCT C5)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import DateField, F, Min, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from cookout.core import audiences
from cookout.core.models import User
from cookout.people.formats import catalogue
from cookout.people.models import Person
from cookout.science import trust as science
from cookout.science.record import Median
from cookout.ties import rules
from cookout.ties.models.capacity import Capacity, is_crowded, trade_of
from cookout.ties.models.kept import Mark, Touch, local_today
from cookout.ties.models.tie import Circle, Tie

TRUSTED = 2
"""From this mark of trust up I call somebody trusted; one says I begin to."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a crowded trade makes of the rhythm of one circle, in days."""

    label: str
    usual: int
    sooner: int


@dataclass(frozen=True, slots=True)
class OwnTrade:
    """How crowded my own trade is: in public, as I count, as I say. Computed, never stored."""

    capacity: Capacity
    trade: str
    public: catalogue.Crowding | None
    is_crowded: bool
    kept: int
    """How many of my trade stand in my book."""
    in_groups: int
    """How many of my trade sit in my groups beside me."""
    trust: science.TimeToTrust

    @classmethod
    def of(cls, user: User) -> "OwnTrade":
        """Read it in a few queries."""
        trade = trade_of(user)
        alike = Person.objects.filter(classification=trade, deleted_at=None).exclude(account=user)
        fellows = audiences.registered().get("groups")
        return cls(
            capacity=Capacity.of(user),
            trade=trade.name if trade else "",
            public=trade.crowding if trade else None,
            is_crowded=is_crowded(user),
            kept=Person.objects.kept_by(user).filter(classification=trade).count() if trade else 0,
            in_groups=alike.filter(pk__in=fellows(user)).count() if trade and fellows else 0,
            trust=science.time_to_trust(_judged(user)),
        )

    def as_data(self) -> dict[str, Any]:
        """As plain data, for programs and for the command line."""
        return {
            "trade": self.trade,
            "is_crowded": self.is_crowded,
            "public_word": self.public.word if self.public else None,
            "establishments": self.public.establishments if self.public else None,
            "in_book": self.kept,
            "in_groups": self.in_groups,
            "said": self.said,
            "days_to_trust": self.trust.everyone.value if science.is_known(self.trust.everyone) else None,
            "trust_said": " ".join(filter(None, (self.trust_said, self.trust_apart))),
        }

    @property
    def changes(self) -> list[Change]:
        """By how many days each circle's rhythm is shorter in a crowded trade."""
        found = []
        for circle in rules.SEATED:
            usual, sooner = (rules.rhythm(circle, wished=None, longest=None, crowded=each) for each in (False, True))
            if usual is not None and sooner is not None:
                found.append(Change(str(Circle(circle).label), usual.wished, sooner.wished))
        return found

    @property
    def said(self) -> str:
        """Whether it counts as crowded, and by whose word."""
        if not self.trade and self.capacity.crowded is None:
            return _("Choose your trade on your profile, and this page says how crowded it is.")
        if self.capacity.crowded is not None:
            word = _("By your own word your trade is crowded.") if self.is_crowded else _(
                "By your own word your trade is not crowded."
            )  # fmt: skip
            return f"{word} {self.capacity.crowded_because}".strip()
        if self.public is None:
            return _("The public figures do not know your trade, %(trade)s, so nothing is made of it.") % {
                "trade": self.trade
            }
        return _("The public figures call your trade, %(trade)s, %(word)s.") % {
            "trade": self.trade, "word": WORDS[self.public.word](),
        }  # fmt: skip

    @property
    def trust_said(self) -> str:
        """How long until I trust somebody, from my own history; the direction alone where too little is known."""
        if not science.is_known(self.trust.everyone):
            return _(
                "How long it takes you to trust somebody is not yet known: it needs five people whose trust you "
                "marked, half of them trusted. Expect longer where many do the same work; how much longer, nobody "
                "has measured."
            )
        return _("Half of those whose trust you marked were trusted within %(days)s.") % {
            "days": _days(self.trust.everyone)
        }

    @property
    def trust_apart(self) -> str:
        """The same for people of crowded trades beside the others; nothing where one side is not known."""
        crowded, others = self.trust.crowded, self.trust.others
        if not (science.is_known(crowded) and science.is_known(others)):
            return ""
        ending = {
            "longer": _("So with people of crowded trades it took you longer."),
            "shorter": _("So with people of crowded trades it took you less time."),
        }.get(self.trust.direction, _("Whether that is a difference is not yet known."))
        both = _("People of crowded trades: %(crowded)s. The others: %(others)s.")
        return f"{both % {'crowded': _days(crowded), 'others': _days(others)}} {ending}"


WORDS = {"crowded": lambda: _("crowded"), "common": lambda: _("common"), "rare": lambda: _("rare")}
"""The catalogue's words, as this page says them."""


def _days(median: Median) -> str:
    """“120 days (60 to 300)”, and “at least” where the interval is open."""
    said = {"days": round(median.value or 0), "low": round(median.low or 0), "high": round(median.high or 0)}
    if median.high is None:
        return _("%(days)s days (95%%: %(low)s or more)") % said
    return _("%(days)s days (95%%: %(low)s to %(high)s)") % said


def _judged(user: User) -> list[science.Judged]:
    """The ties whose trust I marked at least once, from the first contact noted, or the day we met."""
    touched = Touch.objects.there().filter(tie=OuterRef("pk")).order_by("on").values("on")[:1]
    trusted = Mark.objects.filter(tie=OuterRef("pk"), kind=Mark.Kind.TRUST, value__gte=TRUSTED).order_by("on")
    mine = Tie.objects.visible_to(user).filter(marks__kind=Mark.Kind.TRUST)
    rows = mine.annotate(
        marked=Min("marks__on"),
        touched=Subquery(touched, output_field=DateField()),
        trusted=Subquery(trusted.values("on")[:1]),
    ).annotate(began=Coalesce("touched", F("met_on")))
    today = local_today(user)
    return [
        science.Judged(None if trusted is None else min(watched, max(0, (trusted - began).days)), watched, _is(naics))
        for began, trusted, naics in rows.values_list("began", "trusted", "person__classification__naics")
        if began is not None and (watched := (today - began).days) >= 0
    ]


def _is(naics: str | None) -> bool:
    crowding = catalogue.crowding(naics) if naics else None
    return crowding is not None and crowding.word == "crowded"
