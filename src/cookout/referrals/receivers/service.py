"""What follows for clients: a review that was held plans the next, one that was let go is passed over."""

from typing import Any

from cookout.core.models import Act, User
from cookout.referrals import rules
from cookout.referrals.models import Review
from cookout.ties.models import Promise, local_today
from cookout.ties.signals import promise_kept, promise_let_go


def plan_next(sender: type[Promise], promise: Promise, by: User, act: Act, **kwargs: Any) -> None:
    """Held: the next is so many months from today."""
    for review in _reviews(promise):
        review.plan(act, rules.months_on(local_today(by), review.every_months))


def pass_over(sender: type[Promise], promise: Promise, by: User, act: Act, **kwargs: Any) -> None:
    """Not this time: the one after it stands. Who wants no more of them takes the review away."""
    for review in _reviews(promise):
        later = max(promise.due_on, local_today(by))
        review.plan(act, rules.months_on(later, review.every_months))


def _reviews(promise: Promise) -> list[Review]:
    """The review whose date this is; locked, so that two presses at once plan one date."""
    return list(Review.objects.select_for_update().filter(promise=promise, deleted_at=None))


def connect() -> None:
    """Listen."""
    promise_kept.connect(plan_next, dispatch_uid="referrals.plan_next")
    promise_let_go.connect(pass_over, dispatch_uid="referrals.pass_over")
