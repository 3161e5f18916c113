"""Who could introduce me to somebody: my own book's “knows”, and what fellow members share with a group of mine.

The answer is whom to ask, and nothing of why: not whose tie it is, how close, or how many steps lie behind. Somebody
whom nobody shares and somebody who is in no book at all get the same answer. Nobody else hears that I asked.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cookout.core.models import User
from cookout.core.refusal import Refusal
from cookout.people.models import Detail, Person
from cookout.science.introductions import strongest, tie_table
from cookout.ties import rules
from cookout.ties.models.relation import Relation
from cookout.ties.models.shared import REACHED_BY, SharedTie
from cookout.ties.models.tie import Tie

MOST_A_DAY = 60
"""So often one may ask in a day: enough for whoever wants to meet somebody, too little to try out lists."""

DAY = 24 * 60 * 60

MOST_BETWEEN = 50
"""So many of my own who know the one I look for are looked at."""

ME, TARGET = ("me", 0), ("target", 0)
Node = tuple[str, int]
Step = tuple[Node, Node, float]
Keys = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Target:
    """Whom I would like to meet: by addresses (kind and key) and accounts; in my own book it may be several rows."""

    name: str
    keys: Keys
    accounts: frozenset[int]
    people: frozenset[int]

    @classmethod
    def of(cls, person: Person, *, by: User) -> "Target":
        """Somebody whom I may see."""
        account = _account_of(person)
        keys = _keys_of([person.pk], by).get(person.pk, frozenset())
        accounts = frozenset([account] if account else [])
        return cls._known(person.full_name, keys, accounts, by, {person.pk})

    @classmethod
    def at(cls, address: str, *, by: User) -> "Target":
        """Whoever has this mail address or phone number."""
        kind = Detail.Kind.EMAIL if "@" in address else Detail.Kind.PHONE
        key = Detail.key_of(kind, address, region=by.region_code)
        digits = key.split("x")[0]
        is_number = digits.isdigit() and 7 <= len(digits) <= 15
        is_mail = "@" in address and all(key.partition("@")[::2]) and not set(key) & set(" ,;")
        if not (is_mail or (kind == Detail.Kind.PHONE and is_number)):
            raise Refusal(_("Type one mail address or one phone number. Nobody is found by name."))
        seen = Person.objects.visible_to(by).exclude(account=None).values("account")
        verified = EmailAddress.objects.filter(verified=True, email__iexact=key, user__in=seen)
        mine = EmailAddress.objects.filter(verified=True, email__iexact=key, user=by)
        accounts = frozenset((verified | mine).values_list("user", flat=True))
        return cls._known(address.strip(), frozenset({(kind.value, key)}), accounts, by, set())

    @classmethod
    def _known(cls, name: str, keys: Keys, accounts: frozenset[int], by: User, people: set[int]) -> "Target":
        if by.pk in accounts:
            raise Refusal(_("This is you."))
        same = Q(account_person__account__in=accounts) | Q(account__in=accounts)
        alike = set(Person.objects.visible_to(by).filter(same).values_list("pk", flat=True)) if accounts else set()
        for kind, key in keys:
            details = Detail.objects.applied().filter(kind=kind, key=key, person__keeper=by)
            alike |= set(
                Person.objects.kept_by(by).filter(pk__in=details.values("person")).values_list("pk", flat=True)
            )
        return cls(name, keys, accounts, frozenset(people | alike))


@dataclass(frozen=True, slots=True)
class Introduction:
    """The answer: whom to ask, with words to begin with; or nobody, which does not say why."""

    target: str
    ask: Person | None
    draft: str

    @classmethod
    def to(cls, target: Target, *, by: User) -> "Introduction":
        """Who could introduce me? Counts how often I ask in a day, and whatever is asked counts alike."""
        _count(by)
        node = _first_asked(_Steps(by, target).all())
        asked = _as_i_see(node, by) if node else None
        words = _draft(to=asked.first_name, about=target.name, by=by.name) if asked else ""
        return cls(target.name, asked, words)

    @property
    def said(self) -> str:
        """The answer as a sentence."""
        if self.ask is None:
            return _("Nobody to ask yet. Whoever knows %(name)s may not have said so here.") % {"name": self.target}
        return _("Ask %(name)s.") % {"name": self.ask.full_name}


class _Steps:
    """Gathers the steps that one question needs, from the target backwards, so that no book is read as a whole."""

    def __init__(self, user: User, target: Target) -> None:
        self.user = user
        self.target = target
        self.people: dict[int, Person] = {}
        self.found: list[Step] = []
        self.fellows: set[Node] = set()

    def all(self) -> list[Step]:
        """Every step of every way, the closest that is known."""
        self._shared(self.target.keys, self.target.accounts, TARGET, besides=self.target.accounts)
        between = self._knowing(self.target.people, TARGET)[:MOST_BETWEEN]
        keys = _keys_of([person.pk for person in between], self.user)
        for person in between:
            account = _account_of(person)
            accounts = frozenset([account] if account else [])
            besides = self.target.accounts | accounts
            self._shared(keys.get(person.pk, frozenset()), accounts, _node(person), besides=besides)
        for person in between:
            self._knowing([person.pk], _node(person))
        return self.found + self._from_me()

    def _shared(self, keys: Keys, accounts: Iterable[int], end: Node, *, besides: Iterable[int]) -> None:
        """The fellow members who share whoever has these addresses."""
        offered = SharedTie.objects.offered_to(self.user).reaching(keys, accounts).exclude(owner__in=list(besides))
        for row in offered.select_related("tie__person", "owner"):
            if _is_still_seen(row):
                self.fellows.add(("user", row.owner_id))
                self.found.append((("user", row.owner_id), end, rules.SAID[row.closeness]))

    def _knowing(self, people: "Iterable[int]", end: Node) -> list[Person]:
        """Those of my own book who know one of these."""
        ids = list(people)
        told = Relation.objects.visible_to(self.user).filter(kind=Relation.Kind.KNOWS)
        either = told.filter(Q(person__in=ids) | Q(other__in=ids)).order_by("pk")
        met: dict[int, Person] = {}
        ends = ("person__account", "person__account_person", "other__account", "other__account_person")
        for row in either.select_related(*ends):
            for one, other in ((row.person, row.other), (row.other, row.person)):
                is_way = other.pk in ids and one.pk not in self.target.people and _account_of(one) != self.user.pk
                if is_way and not (one.pk in ids or _has_left(one)):
                    met[one.pk] = self.people[one.pk] = one
                    self.found.append((_node(one), end, rules.KNOWS))
        return list(met.values())

    def _from_me(self) -> list[Step]:
        """From me to everyone met on the way whom I know and did not let go."""
        accounts = {number for (kind, number), *_rest in self.found if kind == "user"}
        is_one = Q(person__account__in=accounts) | Q(person__account_person__account__in=accounts)
        mine = Tie.objects.visible_to(self.user).filter(is_one | Q(person__in=list(self.people)))
        circles: dict[Node, str] = {}
        for tie in mine.select_related("person__account_person"):
            node = _node(tie.person)
            circles[node] = tie.circle if node not in circles else _nearer(circles[node], tie.circle)
        nodes = {start for start, *_rest in self.found}
        close = {node: rules.closeness_to_me(circles.get(node), is_fellow=node in self.fellows) for node in nodes}
        return [(ME, node, value) for node, value in sorted(close.items()) if value is not None]


def _draft(*, to: str, about: str, by: str) -> str:
    """Words to begin with. A reason to meet, a small first step and something in return make it likelier to work."""
    return _(
        "Hello %(to)s,\n\nI would like to get to know %(about)s, because …\n\n"
        "Would you introduce us, or do you know who could? A short call to begin with would do.\n"
        "And what could I do for you in return?\n\n%(by)s"
    ) % {"to": to, "about": about, "by": by}


def _first_asked(steps: Sequence[Step]) -> Node | None:
    """Who comes first on the strongest way; nobody where there is none."""
    nodes = [ME, TARGET, *sorted({node for step in steps for node in step[:2]} - {ME, TARGET})]
    place = {node: number for number, node in enumerate(nodes)}
    begin, end = [place[one] for one, *_rest in steps], [place[other] for _one, other, _close in steps]
    close = [value for *_rest, value in steps]
    onward, arriving = tie_table(begin, end, close, n=len(nodes)), tie_table(end, begin, close, n=len(nodes))
    path = strongest(0, 1, onward=onward.of, back=lambda people: arriving.of(people).turned)
    return nodes[path.ask] if path and path.ask else None


def _as_i_see(node: Node, by: User) -> Person | None:
    """Whom I ask, as I know them: the row of my own book before the account's person."""
    kind, number = node
    mine = Q(pk=number) if kind == "person" else Q(account_person__account=number, keeper=by) | Q(account=number)
    return Person.objects.visible_to(by).filter(mine).order_by("account", "pk").first()


def _keys_of(people: Iterable[int], by: User) -> dict[int, Keys]:
    """The addresses by which each of these rows of my book is recognised."""
    details = Detail.objects.applied().filter(person__in=list(people), person__keeper=by, kind__in=REACHED_BY)
    found: dict[int, set[tuple[str, str]]] = {}
    for person, kind, key in details.exclude(key="").values_list("person", "kind", "key"):
        found.setdefault(person, set()).add((kind, key))
    return {person: frozenset(keys) for person, keys in found.items()}


def _account_of(person: Person) -> int | None:
    """The account that this person is, or turned out to be."""
    linked = person.account_person
    return person.account_id or (linked.account_id if linked else None)


def _node(person: Person) -> Node:
    account = _account_of(person)
    return ("user", account) if account else ("person", person.pk)


def _has_left(person: Person) -> bool:
    """Whether this is an account that was closed; somebody in my own book stays where she is."""
    return person.account is not None and not person.account.is_active


def _is_still_seen(row: SharedTie) -> bool:
    """Whether its owner may still see whom she shares: a fellow member who left their groups is no way any more."""
    is_kept = row.tie.person.keeper_id is not None
    return is_kept or Tie.objects.visible_to(row.owner).filter(pk=row.tie_id).exists()


def _nearer(one: str, other: str) -> str:
    """Of the circles of two rows that are one human the deeper one; but letting go is letting go."""
    return max(one, other, key=lambda circle: rules.TO_ME.get(circle, math.inf))


@transaction.atomic
def _count(by: User) -> None:
    """One more question of today; refused when there were too many, whatever they asked.

    Not `cache.incr`: in a database that keeps what it counts for five minutes. The day is the house's, so that nobody
    has more questions by moving to another zone.
    """
    by.wait_in_line()
    key = f"introductions-{by.pk}-{timezone.now().date()}"
    asked = cache.get(key, 0)
    if asked >= MOST_A_DAY:
        raise Refusal(_("You asked %s times today. Go on tomorrow.") % MOST_A_DAY)
    cache.set(key, asked + 1, timeout=DAY)
