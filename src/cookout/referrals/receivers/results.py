"""What follows from results: what was won stays won while business stands on it, and an ask finds what came of it."""

from typing import Any

from django.utils.translation import gettext as _

from cookout.core.models import Act, User
from cookout.core.refusal import Refusal
from cookout.core.signals import act_undoing
from cookout.referrals.models import Ask, ClosedBusiness, Referral, State
from cookout.referrals.signals import passed


def refuse_to_unwin(sender: type[Act], act: Act, **kwargs: Any) -> None:
    """Undoing “won” would leave business on a referral that was never won."""
    changes = act.changes.filter(model="referrals.referral", after__state=State.WON, before__isnull=False)
    unwon = [change.object_id for change in changes if change.before and change.before.get("state") != State.WON]
    if ClosedBusiness.objects.filter(referral__in=unwon, owner=act.by, deleted_at=None).exists():
        raise Refusal(_("Business stands on this referral. Take it away first, then undo."))


def note_what_came(sender: type[Referral], referral: Referral, by: User, **kwargs: Any) -> None:
    """Who says at once that a referral was asked for, need not say it twice: it came of the latest ask."""
    if not referral.was_asked or referral.provider.user_id != by.pk:
        return
    ask = Ask.before(by, referral)
    if ask is not None:
        ask.bring(by=by, referral=referral)


def connect() -> None:
    """Listen."""
    act_undoing.connect(refuse_to_unwin, dispatch_uid="referrals.refuse_to_unwin")
    passed.connect(note_what_came, dispatch_uid="referrals.note_what_came")
