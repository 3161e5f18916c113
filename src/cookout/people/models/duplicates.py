"""Who may stand in a book twice: looked for when one asks, kept until the book changes, and answered pair by pair.

A book of ten thousand takes about a second or two to look through, a hundred thousand ten times that: too long for
every save and for an import, which has enough to do. So it is looked through when somebody asks, and what was found is
kept.
Looking only reads: nobody who writes waits for it.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Self

from django.core.cache import cache
from django.db.models import Count, Max, Q
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cookout.core.models import User
from cookout.people.formats.likeness import Known, Reason, likely_pairs
from cookout.people.models.comparing import Differs, differing
from cookout.people.models.detail import Detail
from cookout.people.models.merge import Distinct
from cookout.people.models.person import Person

KEPT = 7 * 24 * 60 * 60
"""Seconds for which a finding is kept, at most."""

FEW = 1000
"""A book of no more people is looked through in a blink, without being asked."""

TOLD = (
    Detail.Kind.EMAIL, Detail.Kind.PHONE, Detail.Kind.ORGANISATION, Detail.Kind.TITLE, Detail.Kind.ADDRESS,
    Detail.Kind.BIRTHDAY, Detail.Kind.URL, Detail.Kind.NICKNAME,
)  # fmt: skip
"""Kinds of details that tell whether two are one."""

WORDS = {
    Reason.PAGE: gettext_lazy("the same page on the web"),
    Reason.MAIL: gettext_lazy("the same mail"),
    Reason.MOBILE: gettext_lazy("the same mobile"),
    Reason.PHONE: gettext_lazy("the same phone"),
    Reason.BIRTHDAY: gettext_lazy("the same birthday"),
    Reason.FIRM: gettext_lazy("the same organisation"),
    Reason.DOMAIN: gettext_lazy("mails of one organisation"),
    Reason.ADDRESS: gettext_lazy("the same address"),
    Reason.TOWN: gettext_lazy("the same town"),
    Reason.TITLE: gettext_lazy("the same job title"),
    Reason.NAME: gettext_lazy("the same name"),
    Reason.SHORT_NAME: gettext_lazy("a short form of the same name"),
    Reason.LIKE_NAME: gettext_lazy("a name much alike"),
    Reason.FIRST_NAME: gettext_lazy("the same first name"),
}
"""What two cards have in common, as it is said."""

Found = tuple[int, int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Twins:
    """Two cards that may be one person's: who would stay, who would go, and why it is asked."""

    kept: Person
    gone: Person
    reasons: tuple[Reason, ...] = ()

    @classmethod
    def of(cls, one: Person, other: Person, reasons: tuple[Reason, ...] = ()) -> Self:
        """Whoever is linked to an account stays, else whoever was here first."""
        first, second = sorted((one, other), key=lambda person: (person.account_person_id is None, person.pk))
        return cls(first, second, reasons)

    @property
    def why(self) -> str:
        """The reasons in words."""
        return capfirst(get_text_list([str(WORDS[reason]) for reason in self.reasons], _("and")))

    @property
    def people(self) -> tuple[Person, Person]:
        """Both, who would stay first."""
        return self.kept, self.gone

    def differing(self, by: User) -> list[Differs]:
        """What the two say differently."""
        return differing(self.kept, self.gone, by=by)


@dataclass(frozen=True, slots=True)
class Duplicates:
    """The pairs of one book that wait for an answer."""

    user: User
    open: tuple[Found, ...]

    @classmethod
    def of(cls, user: User) -> Self:
        """As the book is now; looked through anew where it has changed since."""
        key, stamp = _key(user), _stamp(user)
        kept = cache.get(key)
        if kept is None or kept[0] != stamp:
            kept = (stamp, _look_through(user))
            cache.set(key, kept, KEPT)
        return cls(user, _unanswered(user, kept[1]))

    @classmethod
    def at_hand(cls, user: User) -> Self:
        """What can be told without waiting: of a large book, what was found when somebody asked last."""
        if len(Person.objects.kept_by(user).order_by()[: FEW + 1].values_list("pk", flat=True)) <= FEW:
            return cls.of(user)
        kept = cache.get(_key(user))
        return cls(user, _unanswered(user, kept[1]) if kept else ())

    def __len__(self) -> int:
        return len(self.open)

    def twins(self, start: int = 0, stop: int | None = None) -> list[Twins]:
        """Some of the pairs with all that their cards say."""
        part = self.open[start:stop]
        named = {pk for one, other, _reasons in part for pk in (one, other)}
        there = Person.objects.kept_by(self.user).with_details().in_bulk(named)
        return [
            Twins.of(there[one], there[other], tuple(Reason(reason) for reason in reasons))
            for one, other, reasons in part
            if one in there and other in there
        ]


def _key(user: User) -> str:
    return f"people.duplicates.{user.uid}"


def _stamp(user: User) -> str:
    """Changes with every card and every detail of the book; not where two are made one, so that answers do not wait."""
    there = Q(deleted_at=None) | Q(merged_into__isnull=False)
    people = Person.objects.filter(there, keeper=user)
    cards = people.aggregate(Count("pk"), Max("pk"), Max("edited_at"))
    mine = Detail.objects.applied().filter(Q(person__deleted_at=None) | Q(person__merged_into__isnull=False))
    details = mine.filter(person__keeper=user).aggregate(Count("pk"), Max("pk"))
    return repr((*cards.values(), *details.values()))


def _look_through(user: User) -> list[Found]:
    people = Person.objects.kept_by(user).order_by("pk")
    said: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    details = Detail.objects.applied().filter(person__in=people.order_by().values("pk"), kind__in=TOLD)
    for person, *value in details.order_by().values_list("person_id", "kind", "key", "value").iterator():
        said[person].append((value[0], value[1], value[2]))
    names = people.values_list("pk", "full_name", "given", "family", "suffix")
    cards = [
        Known.of(pk, full, said[pk], given=given, family=family, suffix=suffix)
        for pk, full, given, family, suffix in names.iterator()
    ]
    return [
        (int(str(pair.one)), int(str(pair.other)), tuple(reason.value for reason in pair.reasons))
        for pair in likely_pairs(cards)
    ]


def _unanswered(user: User, found: list[Found]) -> tuple[Found, ...]:
    """Without those who left; whoever was made one with somebody is that one by now."""
    if not found:
        return ()
    gone = dict(Person.objects.filter(keeper=user).exclude(deleted_at=None).values_list("pk", "merged_into"))
    answered = Distinct.said(user)
    waiting: dict[frozenset[int], Found] = {}
    for one, other, reasons in found:
        left, right = _now(one, gone), _now(other, gone)
        pair = frozenset((left, right))
        if left and right and left != right and pair not in answered:
            waiting.setdefault(pair, (left, right, reasons))
    return tuple(waiting.values())


def _now(pk: int, gone: dict[int, int | None]) -> int:
    at: int | None = pk
    while at is not None and at in gone:
        at = gone[at]
    return at or 0
