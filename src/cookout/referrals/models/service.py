"""Service to a client: what comes next in every review, and the answers and other promises that are owed."""

from dataclasses import dataclass

from cookout.core.models import User
from cookout.referrals.models.giving import Review
from cookout.ties.models import Promise, Tie


@dataclass(frozen=True, slots=True)
class Service:
    """What one client is owed."""

    reviews: tuple[Review, ...]
    owed: tuple[Promise, ...]


def service_to(user: User, tie: Tie) -> Service:
    """The reviews agreed on, and the promises that stand besides their dates, soonest first."""
    if tie.pk is None:
        return Service((), ())
    reviews = tuple(Review.objects.visible_to(user).filter(tie=tie).select_related("promise"))
    dates = [review.promise_id for review in reviews if review.promise_id]
    owed = Promise.objects.visible_to(user).filter(tie=tie).open().exclude(pk__in=dates)
    return Service(reviews, tuple(owed))
