"""What follows from an answer: the plan is mended in the same act, and an undo takes all of it back or nothing."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from cookout.core.models import Act, User
from cookout.core.refusal import Refusal
from cookout.core.signals import act_undoing
from cookout.groups.models import Membership
from cookout.rounds import signals
from cookout.rounds.models import Pairing, PairingReply, Round
from cookout.rounds.models.repairing import fit_in, mend

PAIRING, REPLY = "rounds.pairing", "rounds.pairingreply"


def mend_after_no(sender: Any, pairing: Pairing, seat: Membership, by: User, act: Act, **kwargs: Any) -> None:
    """Both get another partner, where there is one."""
    mend(pairing.round, act, by=by, lost=(pairing,), only=True)


def mend_after_move(
    sender: Any, pairing: Pairing, ended: Pairing, seat: Membership, by: User, act: Act, **kwargs: Any
) -> None:
    """The two meet in the other week; what either had there is planned anew."""
    fit_in(pairing, act)
    mend(pairing.round, act, by=by, lost=(ended,), moved=(pairing,), only=True)


def refuse_half_undo(sender: type[Act], act: Act, **kwargs: Any) -> None:
    """A plan is taken back whole or not at all: not where somebody has answered, or it was mended since."""
    begun = set(act.changes.filter(model=PAIRING, before__isnull=True).values_list("object_id", flat=True))
    ended = set(act.changes.filter(model=PAIRING, before__has_key="ended_at").values_list("object_id", flat=True))
    if not begun | ended:
        return
    rows = list(Pairing.objects.filter(pk__in=begun | ended).select_related("round"))
    held = list(Round.objects.select_for_update().filter(pk__in={row.round_id for row in rows}))
    _refuse_former_leaders(act, held)
    if len(rows) < len(begun | ended) or any(not _is_still_so(act, made) for made in held):
        raise Refusal(_("The plan was changed since, so this stays. Look at it as it is now."))
    said = set(act.changes.filter(model=REPLY).values_list("object_id", flat=True))
    for row in rows:
        if row.pk in begun and (row.one_to_one_id or row.replies.exclude(pk__in=said).exists()):
            raise Refusal(_("Somebody has answered since, so this stays. Look at the plan as it is now."))


def _refuse_former_leaders(act: Act, held: Iterable[Round]) -> None:
    """What somebody did as one who leads, she takes back as one who leads."""
    replies = PairingReply.objects.filter(pk__in=act.changes.filter(model=REPLY).values("object_id"))
    is_repair = act.verb == "round.repair"
    leads = not is_repair or all(made.is_led_by(act.by) for made in held)
    if not leads or not all(one.lets_undo(None, by=act.by) for one in replies.select_related("membership__group")):
        raise Refusal(_("You did this as one who leads. Whoever leads today takes it back: ask them."))


def _is_still_so(act: Act, made: Round) -> bool:
    """Whether the round was not planned anew, announced or called off after the act."""
    wrote = act.changes.filter(model="rounds.round", object_id=made.pk).order_by("-pk").first()
    if wrote is None or wrote.after is None or made.called_off_at is not None or made.deleted_at is not None:
        return False
    planned = Round._meta.get_field("planned_at").to_python(wrote.after.get("planned_at"))
    return bool(planned == made.planned_at)


def connect() -> None:
    """Listen."""
    signals.pairing_declined.connect(mend_after_no, dispatch_uid="rounds.mend_after_no")
    signals.pairing_moved.connect(mend_after_move, dispatch_uid="rounds.mend_after_move")
    act_undoing.connect(refuse_half_undo, dispatch_uid="rounds.refuse_half_undo")
