"""How I stand with those whom I sent others to and from: for me alone, in words, with the evidence and how sure it is.

Each line of the ledger that says what came of a referral is one word of one person: the provider's or the prospect's.
The science fades them by half in eighteen months, towards what is usual in this house, and takes off whether who
judges is harsh or kind to everybody. A loss weighs as much as a gain until data show otherwise. Nobody is ranked.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cookout.core.models import User
from cookout.referrals.models.kinds import Kept, Role
from cookout.referrals.models.ledger import LedgerEntry, LedgerEntryQuerySet, Sums, at_stake, sums_of
from cookout.referrals.models.party import Party
from cookout.science import reputation as science

GLAD, MIXED = 0.7, 0.6
"""From the lower end of the interval on people are glad of it; below the upper end much of it did not work out."""

HALF_MONTHS = round(science.HALF_LIFE / 30.44)


@dataclass(frozen=True, slots=True)
class Standing:
    """What can be said of one referrer; `mean`, `low` and `high` are None while that is too little."""

    repaid: int
    cost: int
    people: int
    mean: float | None
    low: float | None
    high: float | None

    @property
    def is_known(self) -> bool:
        """Whether there is enough to say anything."""
        return self.mean is not None

    @property
    def word(self) -> str:
        """In words."""
        if self.low is None or self.high is None:
            return _("Not yet known")
        if self.low >= GLAD:
            return _("People are glad of what you send")
        return _("Much of it did not work out") if self.high < MIXED else _("Mostly well, with some that did not fit")

    @property
    def evidence(self) -> str:
        """What it rests on."""
        many = self.repaid + self.cost
        if not many:
            return _("Nobody has said yet what came of a referral of yours.")
        said = {"repaid": self.repaid, "cost": self.cost, "n": many}
        came = ngettext("%(n)s answer", "%(n)s answers", many) % said
        whom = ngettext("from %(n)s person", "from %(n)s people", self.people) % {"n": self.people}
        return _("%(came)s %(whom)s: %(repaid)s repaid, %(cost)s cost.") % {"came": came, "whom": whom, **said}

    @property
    def sure(self) -> str:
        """How sure it is; where it is not known, what is missing."""
        if self.low is None or self.high is None:
            said = {"n": int(science.KNOWN_FROM), "people": science.FEWEST_RATERS}
            return _("It takes %(n)s answers from %(people)s people that are not too old.") % said
        low, high = round(self.low * 10), round(self.high * 10)
        if low == high:
            return _("Of ten that you send, most likely about %(n)s do you credit.") % {"n": low}
        return _("Of ten that you send, most likely %(low)s to %(high)s do you credit.") % {"low": low, "high": high}

    @property
    def fading(self) -> str:
        """How old ones count."""
        return _("What is %(n)s months old counts half.") % {"n": HALF_MONTHS}


@dataclass(frozen=True, slots=True)
class Reputation:
    """All of it: how I stand, what is out still and with whom, what changed it, the latest first."""

    standing: Standing
    sums: Sums
    at_stake: Sequence[LedgerEntry]
    entries: Sequence[LedgerEntry]


def reputation_of(user: User, today: dt.date) -> Reputation:
    """Mine, for me. The number of queries does not grow with the lines."""
    entries = list(shown(LedgerEntry.objects.about(user)).latest_first())
    out = [entry for entry in at_stake(entries) if entry.referral is not None]
    return Reputation(standing_of(user, today), sums_of(entries), out, entries)


def shown(entries: LedgerEntryQuerySet) -> LedgerEntryQuerySet:
    """With what a line of a list says."""
    return entries.select_related(
        "referral", "party", "said_by", "corrects", "correction", "correction__corrects"
    ).prefetch_related("referral__parties")


def standing_of(user: User, today: dt.date) -> Standing:
    """Ask the science, with what everybody here said about everybody: their words say what is usual."""
    words = _words()
    mine = [word for word in words if word.ratee == user.pk]
    repaid, people = sum(word.good for word in mine), len({word.rater for word in mine})
    mean = low = high = None
    if mine:
        ratee, rater = _numbered([word.ratee for word in words]), _numbered([word.rater for word in words])
        good, day = [float(word.good) for word in words], [word.day for word in words]
        base = science.base_rate(ratee, good)
        said = science.corrected(good, science.habits(rater, ratee, good, day, base=base), base=base)
        found = science.standings(
            ratee, rater, said, day, n=max(ratee) + 1, today=float(today.toordinal()), base=base
        )  # fmt: skip
        me = ratee[words.index(mine[0])]
        if found.known[me]:
            mean, low, high = float(found.mean[me]), float(found.low[me]), float(found.high[me])
    return Standing(repaid, len(mine) - repaid, people, mean, low, high)


@dataclass(frozen=True, slots=True)
class _Word:
    """What one person said of what one member sent."""

    ratee: int
    rater: tuple[str, str]
    good: bool
    day: int


def _words() -> list[_Word]:
    """Of all members; of those without account nobody asks."""
    told = LedgerEntry.objects.told_by_others().filter(party__user__isnull=False, referral__deleted_at=None)
    rows = told.order_by("pk").values_list("party__user", "referral", "toward", "kind", "on")
    raters = _raters(told)
    return [
        _Word(ratee, raters[referral, toward], kind == Kept.REPAID, on.toordinal())
        for ratee, referral, toward, kind, on in rows
        if (referral, toward) in raters
    ]


def _raters(told: "QuerySet[LedgerEntry]") -> dict[tuple[int, str], tuple[str, str]]:
    """Who judged: an account, an address, or else somebody whom nothing tells apart."""
    parties = Party.objects.filter(referral__in=told.values("referral")).exclude(role=Role.REFERRER)
    found = {}
    for pk, referral, role, account, mail in parties.values_list("pk", "referral", "role", "user", "mail"):
        who = ("user", str(account)) if account else ("mail", mail.casefold()) if mail else ("party", str(pk))
        found[referral, role] = who
    return found


def _numbered(names: Iterable[object]) -> list[int]:
    """Each name by a number, the same by the same."""
    numbers: dict[object, int] = {}
    return [numbers.setdefault(name, len(numbers)) for name in names]
