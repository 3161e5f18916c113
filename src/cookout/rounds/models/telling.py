"""What a changed plan means to one member, in kind words: never why somebody cannot."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from cookout.core.models import Act, User
from cookout.core.templatetags.dates import day
from cookout.groups.models import Membership
from cookout.rounds.models.pairing import Pairing, PairingReply


def told(user: User, ended: Iterable[Pairing], begun: Iterable[Pairing]) -> list[str]:
    """What to tell this user of pairs that ended and began; nothing where neither is hers."""
    lost = [row for row in ended if row.seat_of(user) is not None]
    new = [row for row in begun if row.seat_of(user) is not None]
    moved = {(row.first_id, row.second_id) for row in new}
    gone = [row for row in lost if (row.first_id, row.second_id) not in moved]
    words = [_lost(row, user) for row in gone]
    words += [_new(row, user, is_moved=(row.first_id, row.second_id) in _pairs(lost)) for row in new]
    if gone and not new:
        words.append(_("Nobody else is free in these weeks. If that changes, you hear of it."))
    return [word for word in words if word]


def told_after(act: Act, user: User) -> str:
    """The same of an act that was just done, as one paragraph."""
    changes = act.changes.filter(model="rounds.pairing")
    begun = changes.filter(before__isnull=True).values_list("object_id", flat=True)
    ended = changes.filter(before__has_key="ended_at").values_list("object_id", flat=True)
    return " ".join(told(user, of(ended), of(begun)))


def of(pks: Iterable[int]) -> Sequence[Pairing]:
    """These pairs, with all that words need."""
    rows = Pairing.objects.filter(pk__in=list(pks)).select_related("round", "first__user", "second__user")
    return list(rows.prefetch_related("replies"))


def first_name(membership: Membership) -> str:
    """What a friend would call this member."""
    return membership.name.split()[0] if membership.name.strip() else _("A former member")


def _pairs(rows: Iterable[Pairing]) -> set[tuple[int, int]]:
    return {(row.first_id, row.second_id) for row in rows}


def _lost(row: Pairing, user: User) -> str:
    seat = row.seat_of(user) or row.first
    other = row.other(seat)
    if row.says(seat) == PairingReply.Says.DECLINED:
        return ""
    if row.says(other) == PairingReply.Says.DECLINED:
        return _("%(name)s cannot this time.") % {"name": first_name(other)}
    said = {"name": other.name, "day": day(row.monday)}
    return _("The plan has changed: %(name)s and you do not meet in the week of %(day)s.") % said


def _new(row: Pairing, user: User, *, is_moved: bool) -> str:
    other = row.other(row.seat_of(user) or row.first)
    said = {"name": other.name, "day": day(row.monday)}
    if is_moved:
        return _("You and %(name)s now meet in the week of %(day)s.") % said
    return _("You now meet %(name)s in the week of %(day)s.") % said
