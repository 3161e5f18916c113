"""Chains: what grew out of what, and “this tree began with her”. Everything in one query, put together here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from cookout.core.models import User
from cookout.people.models import Person
from cookout.referrals.models.kinds import Role
from cookout.referrals.models.referral import Referral


def chain_of(referral: Referral, user: User) -> tuple[Referral, ...]:
    """The first of its chain that I can see, and all that grew from it, each after what it grew out of."""
    above = _grown_out_of(user)
    root, seen = referral.pk, {referral.pk}
    while (parent := above.get(root)) is not None and parent not in seen:
        root = parent
        seen.add(parent)
    found = _read(user, _below(above, [root]))
    return tuple(found) if any(one.pk == referral.pk for one in found) else (referral,)


def grown_from(user: User, person: Person) -> list[Referral]:
    """What this person referred to me, and all that grew from that."""
    begun = Referral.objects.of(user, person, Role.REFERRER).order_by("given_on", "pk").values_list("pk", flat=True)
    return _read(user, _below(_grown_out_of(user), begun))


def _grown_out_of(user: User) -> dict[int, int]:
    """For each referral that grew out of another: which one, where I can see both."""
    mine = Referral.objects.visible_to(user)
    return dict(mine.filter(parent__in=mine.values("pk")).values_list("pk", "parent_id"))


def _below(above: Mapping[int, int], begun: Iterable[int]) -> list[int]:
    """These, and all below them, each once; level by level, so that no depth is too deep."""
    children: dict[int, list[int]] = defaultdict(list)
    for child in sorted(above):
        children[above[child]].append(child)
    found = list(dict.fromkeys(begun))
    seen = set(found)
    for one in found:  # it grows while it is walked
        new = [child for child in children[one] if child not in seen]
        seen.update(new)
        found += new
    return found


def _read(user: User, ids: list[int]) -> list[Referral]:
    rows = {one.pk: one for one in Referral.objects.visible_to(user).filter(pk__in=ids).with_parties()}
    return [rows[pk] for pk in ids if pk in rows]
