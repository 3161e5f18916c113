"""What the timeline of a tie tells about 1-2-1s."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cookout.one_to_ones.models.kinds import Where
from cookout.one_to_ones.models.one_to_one import OneToOne, touch_uid
from cookout.ties.models import Moment, Tie

ICONS = {Where.IN_PERSON: "coffee", Where.CALL: "phone", Where.VIDEO: "device-desktop"}


def moments_of(tie: Tie) -> Iterator[Moment]:
    """Those that took place, each instead of the plain contact that it is on the tie."""
    for one in OneToOne.objects.of(tie.owner, tie.person).took_place().with_seats():
        seat = one.seat(tie.owner)
        on = (seat.says_at or one.starts_at).astimezone(tie.owner.tzinfo).date()
        title = _("1-2-1 at %(place)s.") % {"place": one.place} if one.place else _("1-2-1.")
        if one.where != Where.IN_PERSON:
            title = _("1-2-1 %(how)s.") % {"how": Where(one.where).label}
        uid = touch_uid(one, tie.owner)
        yield Moment(on, ICONS[Where(one.where)], title, "", one.get_absolute_url(), "meet", instead_of=uid)
