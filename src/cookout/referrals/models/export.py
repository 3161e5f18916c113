"""Everything of mine about referrals, as plain rows to take along: only what I may see, nothing the other keeps."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cookout.core.models import User
from cookout.referrals.models.business import ClosedBusiness, Testimonial
from cookout.referrals.models.experience import Experience
from cookout.referrals.models.giving import Ask, Favor, Review
from cookout.referrals.models.kinds import Role
from cookout.referrals.models.ledger import LedgerEntry
from cookout.referrals.models.ledger_words import entry_data
from cookout.referrals.models.party import Party, Side, Step
from cookout.referrals.models.record_link import RecordLink
from cookout.referrals.models.referral import Referral
from cookout.referrals.models.standing import shown
from cookout.referrals.models.teaching import Teaching
from cookout.referrals.models.telling_news import Update
from cookout.referrals.models.waiting import Reminder
from cookout.referrals.models.window import Reply, WindowLink

Rows = Iterator[dict[str, Any]]

SHARED = (
    "uid", "created_at", "state", "kind", "given_on", "may_contact", "may_tell", "is_confidential", "was_asked",
    "closeness", "expects_call", "first_step", "handoff", "temperature", "note", "update_days", "accepted_at",
    "contacted_at", "decided_at", "told_at", "news_due_at",
)  # fmt: skip
PLANS = ("next_step", "next_on")
"""What a referrer reads only where more than the state may be told."""

LINK = ("uid", "created_at", "expires_at", "revoked_at")
"""Of an address not the secret, which opens it to whoever reads this file."""


def referrals(user: User) -> Rows:
    """Every referral that I gave or was given, with its steps and what I keep about it for myself."""
    mine = Referral.objects.visible_to(user).with_parties().prefetch_related("steps__party").order_by("pk")
    # The sides of others are not even fetched.
    sides = {side.referral_id: side for side in _sides(user)}
    above = dict(mine.filter(parent__in=Referral.objects.visible_to(user)).values_list("pk", "parent__uid"))
    for one in mine.iterator(chunk_size=500):
        yield {
            **{name: getattr(one, name) for name in SHARED},
            **({name: getattr(one, name) for name in PLANS} if one.tells_all(user) else {}),
            "i_am": one.role_of(user),
            "parties": [_party(party, user) for party in one.parties.all()],
            "grew_out_of": above.get(one.pk),
            "steps": [_step(step, one, user) for step in one.steps.all() if step.deleted_at is None],
            "mine": _side(sides[one.pk]) if one.pk in sides else None,
        }


def _sides(user: User) -> Any:
    return Side.objects.filter(owner=user).select_related("one_to_one", "promise")


def _party(party: Party, user: User) -> dict[str, Any]:
    reached = {"mail": party.mail, "phone": party.phone} if party.role == Role.PROSPECT else {}
    return {"role": party.role, "name": party.called, "is_me": party.user_id == user.pk, **reached}


def _step(step: Step, one: Referral, user: User) -> dict[str, Any]:
    return {
        "by": step.party.called, "kind": step.kind, "was": step.was, "state": step.state, "on": step.on,
        "note": one.note_of(step, user),
    }  # fmt: skip


def _side(side: Side) -> dict[str, Any]:
    return {
        "note": side.note, "fit": side.fit, "fit_reason": side.fit_reason,
        "one_to_one": side.one_to_one and side.one_to_one.uid, "promise": side.promise and side.promise.uid,
    }  # fmt: skip


def _of_mine(rows: Any, *names: str, of: str = "referral") -> Rows:
    """Plain columns, and what they belong to."""
    for row in rows.order_by("pk").iterator(chunk_size=500):
        told = {name: getattr(row, name) for name in names}
        belongs = getattr(row, of) if of else None
        key = "person" if of == "tie" else of
        yield told if not of else {key: _uid(belongs), **told}


def _uid(belongs: Any) -> Any:
    return getattr(belongs, "person", belongs).uid if belongs is not None else None


def updates(user: User) -> Rows:
    """News that I told or was told."""
    rows = Update.objects.visible_to(user).select_related("referral")
    return _of_mine(rows, "uid", "created_at", "kind", "text", "channel", "came_back_at")


def ledger(user: User) -> Rows:
    """What was lent with my referrals and what came of it: mine, and that of who referred to me."""
    for entry in shown(LedgerEntry.objects.visible_to(user)).order_by("pk").iterator(chunk_size=500):
        yield entry_data(entry)


def replies(user: User) -> Rows:
    """What referrers answered."""
    return _of_mine(Reply.objects.visible_to(user).select_related("referral"), "uid", "created_at", "kind", "line")


def reminders(user: User) -> Rows:
    """Questions how it is going."""
    rows = Reminder.objects.visible_to(user).select_related("referral")
    return _of_mine(rows, "uid", "created_at", "text", "channel")


def experiences(user: User) -> Rows:
    """What prospects told me, the provider."""
    rows = Experience.objects.visible_to(user).select_related("referral")
    return _of_mine(rows, "uid", "created_at", "rating", "line", "may_tell")


def closed_business(user: User) -> Rows:
    """What came in."""
    rows = ClosedBusiness.objects.visible_to(user).select_related("referral")
    return _of_mine(rows, "uid", "amount", "currency", "is_repeat", "shares_band", "on", "note")


def testimonials(user: User) -> Rows:
    """Words of praise."""
    rows = Testimonial.objects.visible_to(user).select_related("tie__person")
    return _of_mine(rows, "uid", "by_me", "text", "may_show", "on", of="tie")


def favors(user: User) -> Rows:
    """Help, introductions, thanks."""
    rows = Favor.objects.visible_to(user).select_related("tie__person")
    return _of_mine(rows, "uid", "kind", "by_me", "text", "on", of="tie")


def asks(user: User) -> Rows:
    """Whom I asked for a referral."""
    return _of_mine(Ask.objects.visible_to(user).select_related("tie__person"), "uid", "on", "text", of="tie")


def teachings(user: User) -> Rows:
    """What I told of my work."""
    rows = Teaching.objects.filter(owner=user, deleted_at=None).select_related("tie__person")
    return _of_mine(rows, "uid", "text", "on", of="tie")


def reviews(user: User) -> Rows:
    """Looks together at how a client is served."""
    rows = Review.objects.visible_to(user).select_related("tie__person")
    return _of_mine(rows, "uid", "text", "every_months", of="tie")


def window_links(user: User) -> Rows:
    """Addresses of referrers' pages."""
    return _of_mine(WindowLink.objects.visible_to(user).select_related("referral"), *LINK)


def record_links(user: User) -> Rows:
    """Addresses of my record."""
    return _of_mine(RecordLink.objects.visible_to(user), "name", *LINK, of="")


EVERYTHING: Mapping[str, Callable[[User], Rows]] = {
    "referrals": referrals,
    "ledger": ledger,
    "updates": updates,
    "replies": replies,
    "reminders": reminders,
    "experiences": experiences,
    "closed_business": closed_business,
    "testimonials": testimonials,
    "favors": favors,
    "asks": asks,
    "teachings": teachings,
    "reviews": reviews,
    "window_links": window_links,
    "record_links": record_links,
}
"""What becomes a file of the archive, by its name."""
