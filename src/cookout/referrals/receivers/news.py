"""What follows when news is told, asked for, or taken back."""

from typing import Any

from django.utils.translation import gettext as _

from cookout.core.models import Act, Letter
from cookout.core.models.work import WorkState
from cookout.core.refusal import Refusal
from cookout.core.signals import act_undoing, act_undone
from cookout.referrals.models import Referral, Update
from cookout.referrals.models.telling_news import set_right

ABOUT_NEWS = ("referrals.referral", "referrals.update", "referrals.step")
"""What the debt is counted from."""


def refuse_to_undo_what_was_sent(sender: type[Act], act: Act, **kwargs: Any) -> None:
    """A mail that left the house stays told; one that still waits goes with the update."""
    told = Update.objects.filter(pk__in=_made(act), deleted_at=None).select_related("letter", "referral")
    for update in told:
        if update.is_out or update.came_back_at is not None:
            said = {"name": update.referral.referrer.first_name}
            raise Refusal(_("The mail to %(name)s has left. Write once more, if something in it was wrong.") % said)
        if update.letter is not None:
            Letter.objects.filter(pk=update.letter.pk, work_state=WorkState.WAITING).delete()


def count_anew(sender: type[Act], act: Act, rows: tuple[tuple[str, int], ...], **kwargs: Any) -> None:
    """What she has heard, and since when she waits, follow from what stands; whatever was put back or left."""
    found = {label: [pk for name, pk in rows if name == label] for label in ABOUT_NEWS}
    referrals = Referral.objects.filter(pk__in=found["referrals.referral"])
    referrals |= Referral.objects.filter(updates__in=found["referrals.update"])
    referrals |= Referral.objects.filter(steps__in=found["referrals.step"])
    for one in referrals.filter(deleted_at=None).distinct():  # one that was undone as a whole has no parties left
        set_right(one)


def _made(act: Act) -> list[int]:
    made = act.changes.filter(model="referrals.update", before__isnull=True)
    return list(made.values_list("object_id", flat=True))


def connect() -> None:
    """Listen."""
    for signal, receiver in ((act_undoing, refuse_to_undo_what_was_sent), (act_undone, count_anew)):
        signal.connect(receiver, dispatch_uid=f"referrals.{receiver.__name__}")
