"""What an undo may take back: only what nobody built upon since."""

from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from cookout.core.models import Act, Change
from cookout.core.refusal import Refusal
from cookout.core.signals import act_undoing
from cookout.referrals.models import ClosedBusiness, Referral, Step, Update

REFERRAL = "referrals.referral"
HANGING = (Step, Update, ClosedBusiness)
"""What is written and taken back while its referral is held."""

CLOSING = "account.close"
"""Who comes back gets back what is left; nothing another did since may stand in the way."""


def refuse_to_undo_what_went_on(sender: type[Act], act: Act, **kwargs: Any) -> None:
    """A referral that was moved, told or changed since is put right by a correction: half an undo would be a lie."""
    _wait_in_line(act)
    if act.verb == CLOSING:
        return
    mine = act.changes.filter(model=REFERRAL)
    for pk, last in mine.values_list("object_id").annotate(last=Max("pk")).order_by("object_id"):
        since = Change.objects.filter(model=REFERRAL, object_id=pk, pk__gt=last, act__undone_at=None)
        later = since.exclude(act=act).select_related("act__by").order_by("pk").last()
        if later is None:
            continue
        one = Referral.objects.get(pk=pk)
        if later.act.by_id == act.by_id:
            said = {"who": one.prospect.called}
            raise Refusal(_("You went on with %(who)s since. Take that back first, or correct it.") % said)
        said = {"name": later.act.by.name}
        raise Refusal(_("%(name)s has acted since, so this stays. Look at how the referral stands now.") % said)


def _wait_in_line(act: Act) -> None:
    """Until whoever goes on in this moment is through: what stands is read and put back as it is then."""
    touched = list(act.changes.filter(model=REFERRAL).values_list("object_id", flat=True))
    for noun in HANGING:
        mine = act.changes.filter(model=noun._meta.label_lower).values("object_id")
        touched += noun._base_manager.filter(pk__in=mine).values_list("referral_id", flat=True)
    list(Referral.objects.select_for_update().filter(pk__in=touched).order_by("pk").values_list("pk"))


def connect() -> None:
    """Listen."""
    act_undoing.connect(refuse_to_undo_what_went_on, dispatch_uid="referrals.refuse_to_undo_what_went_on")
