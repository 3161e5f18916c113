"""Totals of closed business, by person and by chain: each amount once, never across currencies."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cookout.core.models import User
from cookout.core.money import Money
from cookout.people.models import Person
from cookout.referrals.models.business import ClosedBusiness, ClosedBusinessQuerySet
from cookout.referrals.models.chain import grown_from
from cookout.referrals.models.kinds import Role, State
from cookout.referrals.models.party import Known, Party
from cookout.referrals.models.referral import Referral
from cookout.referrals.models.sets import ReferralQuerySet


@dataclass(frozen=True, slots=True)
class Total:
    """What came in one currency: all of it, how many times, and the part that was repeat business."""

    currency: str
    amount: int
    many: int
    repeat: int

    @property
    def said(self) -> str:
        """As it is shown."""
        return str(Money(self.amount, self.currency))

    @property
    def repeat_said(self) -> str:
        """The part that was repeat business, where any was."""
        return str(Money(self.repeat, self.currency)) if self.repeat else ""


Totals = tuple[Total, ...]


@dataclass(frozen=True, slots=True)
class Brought:
    """What one person brought: by her own referrals, and by what grew out of them. No amount is in both."""

    own: Totals
    tree: Totals
    own_many: int
    tree_many: int

    @property
    def is_empty(self) -> bool:
        """Nothing was noted so far."""
        return not self.own and not self.tree


def totals(rows: Iterable[ClosedBusiness]) -> Totals:
    """One total for each currency, by its letters."""
    by_currency: dict[str, list[ClosedBusiness]] = defaultdict(list)
    for row in rows:
        by_currency[row.currency].append(row)
    return tuple(
        Total(
            currency,
            sum(row.amount for row in mine),
            len(mine),
            sum(row.amount for row in mine if row.is_repeat),
        )
        for currency, mine in sorted(by_currency.items())
    )


def came_in(user: User) -> ClosedBusinessQuerySet:
    """What came to this user as the provider; not what she notes for a provider who has no account."""
    return ClosedBusiness.objects.visible_to(user).filter(referral__in=Referral.objects.given_to(user))


def taken_from(user: User, person: Person) -> ReferralQuerySet:
    """What this person referred to me: no mere name, nothing that was taken back or that she says is not hers."""
    return _counting(Referral.objects.given_to(user).of(user, person, Role.REFERRER))


def given_to(user: User, person: Person) -> ReferralQuerySet:
    """What I referred to this person."""
    return _counting(Referral.objects.given_by(user).of(user, person, Role.PROVIDER))


def _counting(referrals: ReferralQuerySet) -> ReferralQuerySet:
    disowned = Party.objects.filter(says_no_at__isnull=False).values("referral")
    return referrals.exclude(state__in=[State.NAME, State.WITHDRAWN]).exclude(pk__in=disowned)


def brought_by(user: User, person: Person) -> Brought:
    """What this person's referrals brought me, and beside it what grew out of them."""
    own = set(taken_from(user, person).values_list("pk", flat=True))
    if not own:
        return Brought((), (), 0, 0)
    tree = {one.pk for one in grown_from(user, person)} - own
    rows = list(came_in(user).filter(referral__in=own | tree))
    return Brought(
        totals(row for row in rows if row.referral_id in own),
        totals(row for row in rows if row.referral_id in tree),
        len(own),
        len(tree),
    )


def by_person(user: User) -> list[tuple[str, Person | None, Totals]]:
    """What each referrer brought me herself, by name; every amount has one referrer."""
    rows = list(came_in(user))
    parties = Party.objects.filter(role=Role.REFERRER, referral__in={row.referral_id for row in rows})
    names = {party.referral_id: party.called for party in parties}
    known = Known.objects.filter(owner=user, party__in=parties, person__deleted_at=None)
    people = {row.party.referral_id: row.person for row in known.select_related("party", "person")}
    mine: dict[tuple[str, Person | None], list[ClosedBusiness]] = defaultdict(list)
    for row in rows:
        person = people.get(row.referral_id)
        mine[person.full_name if person else names[row.referral_id], person].append(row)
    return [(*who, totals(mine[who])) for who in sorted(mine, key=lambda who: who[0].casefold())]


def by_chain(user: User) -> list[tuple[Referral, Totals]]:
    """What came of each tree, under the referral with which it began; every amount is in one tree."""
    above = dict(Referral.objects.visible_to(user).values_list("pk", "parent"))
    grown: dict[int, list[ClosedBusiness]] = defaultdict(list)
    for row in came_in(user):
        grown[_root(above, row.referral_id)].append(row)
    roots = Referral.objects.visible_to(user).filter(pk__in=grown).with_parties().order_by("given_on", "pk")
    return [(root, totals(grown[root.pk])) for root in roots]


def _root(above: Mapping[int, int | None], one: int) -> int:
    """The first of its chain that I can see."""
    while (parent := above.get(one)) is not None and parent in above:
        one = parent
    return one
