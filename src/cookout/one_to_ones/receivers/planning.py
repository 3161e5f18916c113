"""What follows from a step: letters, the next one of a rhythm, and what an undo may take back."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from cookout.core import work
from cookout.core.models import Act, User
from cookout.core.refusal import Refusal
from cookout.core.signals import act_undoing, act_undone
from cookout.one_to_ones import mail, signals
from cookout.one_to_ones.models import OneToOne, Seat, State, go_on, go_on_with_all

CLOSING = "account.close"
"""Who comes back gets back what is left; nothing another did since may stand in the way."""


def offer_by_mail(sender: Any, one_to_one: OneToOne, by: User, planned_at: dt.datetime | None, **kwargs: Any) -> None:
    """Times on offer go out as a letter."""
    mail.write_proposal(one_to_one, by=by, planned_at=planned_at)


def invite_by_mail(sender: Any, one_to_one: OneToOne, by: User, **kwargs: Any) -> None:
    """A time that stands goes out as an invitation."""
    mail.write_planned(one_to_one, by=by)


def call_off_by_mail(
    sender: Any, one_to_one: OneToOne, by: User, planned_at: dt.datetime | None, **kwargs: Any
) -> None:
    """That it is off goes out too; a rhythm goes on past a cancelled one."""
    mail.write_called_off(one_to_one, by=by, planned_at=planned_at)
    if one_to_one.state == State.CANCELLED and planned_at is not None:
        go_on(one_to_one, by=by, planned_at=planned_at)


def go_on_when_held(
    sender: Any, one_to_one: OneToOne, seat: Seat, planned_at: dt.datetime | None, **kwargs: Any
) -> None:
    """After one that was held comes the next of its rhythm."""
    if seat.user is not None:
        go_on(one_to_one, by=seat.user, planned_at=planned_at)


def go_on_after_no_show(sender: Any, one_to_one: OneToOne, by: User, **kwargs: Any) -> None:
    """A rhythm does not end because one waited alone."""
    go_on(one_to_one, by=by)


def refuse_to_undo_what_moved_on(sender: type[Act], act: Act, **kwargs: Any) -> None:
    """Only the latest step is taken back: what came after it was done in view of it."""
    if act.verb == CLOSING:
        return
    steps = set(act.changes.filter(model="one_to_ones.step", before__isnull=True).values_list("object_id", flat=True))
    for one in OneToOne.objects.filter(steps__in=steps, deleted_at=None).distinct():
        last = one.last_step()
        if last is None or last.pk in steps:
            continue
        if last.seat.user_id == act.by_id:
            raise Refusal(_("You have done something else with this 1-2-1 since. Take that back first."))
        said = {"name": last.seat.called}
        raise Refusal(_("%(name)s has acted since, so this stays. Look at how the 1-2-1 stands now.") % said)


def put_letters_right(sender: type[Act], act: Act, rows: tuple[tuple[str, int], ...], **kwargs: Any) -> None:
    """Letters about what was undone are held back, or put right where they have gone."""
    undone = {pk for label, pk in rows if label == "one_to_ones.onetoone"}
    for one in OneToOne.objects.filter(pk__in=undone):
        mail.correct(one, by=act.by, stood_at=_stood_at(act, one), is_gone=one.deleted_at is not None)


def _stood_at(act: Act, one: OneToOne) -> dt.datetime | None:
    """The time that the undone act had set, if it had set one."""
    changes = act.changes.filter(model="one_to_ones.onetoone", object_id=one.pk, after__isnull=False)
    set_to = [change.after["starts_at"] for change in changes if change.after and change.after.get("starts_at")]
    return dt.datetime.fromisoformat(set_to[-1]) if set_to else None


def connect() -> None:
    """Listen; every few minutes the worker goes on with the rhythms whose time has passed."""
    for signal, receiver in (
        (signals.proposed, offer_by_mail),
        (signals.planned, invite_by_mail),
        (signals.called_off, call_off_by_mail),
        (signals.held, go_on_when_held),
        (signals.no_show, go_on_after_no_show),
        (act_undoing, refuse_to_undo_what_moved_on),
        (act_undone, put_letters_right),
    ):
        signal.connect(receiver, dispatch_uid=f"one_to_ones.{receiver.__name__}")
    work.register_chore("one_to_ones.go_on", go_on_with_all, every=dt.timedelta(minutes=10))
