"""What is owed, on the page of a referral and of a person: tell the referrer, or ask how it is going."""

from typing import Any

from cookout.core import slots
from cookout.core.models import User
from cookout.core.slots import Panel
from cookout.people.models import Person
from cookout.referrals.models import Referral, Role
from cookout.referrals.models.composing import reminder_composer, update_composer
from cookout.referrals.models.debts import since_given
from cookout.referrals.models.waiting import asked_lately, may_ask, silent_days
from cookout.ties.models.kept import local_today


def compose(user: User, one: Referral) -> Panel | None:
    """The provider tells; open while news is owed, folded away while nothing is."""
    is_mine = one.provider.user_id == user.pk and one.referrer.says_no_at is None
    if not is_mine or one.is_name:
        return None
    composer = update_composer(one, user, person=one.person_for(user, Role.REFERRER))
    return Panel("composer", "referrals/_composer_card.html", {"composer": composer})


def ask(user: User, one: Referral) -> Panel | None:
    """The referrer asks, once a week at most; until then the page says since when it is quiet."""
    if one.referrer.user_id != user.pk or not one.is_open or one.provider.user_id == user.pk:
        return None
    asked, may = asked_lately(one), may_ask(one, user)
    if asked is None and not may:
        return None
    data: dict[str, Any] = {"asked": asked, "days": silent_days(one), "name": one.provider.first_name}
    if may:
        data["composer"] = reminder_composer(one, user, person=one.person_for(user, Role.PROVIDER))
    return Panel("reminder", "referrals/_reminder_card.html", data)


def notice(user: User, person: Person) -> Panel | None:
    """This person waits for news of mine; the oldest and warmest is named."""
    if person.account_id == user.pk:
        return None
    owed = Referral.objects.owed_by(user) & Referral.objects.of(user, person, Role.REFERRER)
    first, *more = [*owed.with_parties()[:2]] or [None]
    if first is None:
        return None
    since = since_given(first, local_today(user))
    return Panel("owed", "referrals/_owed_notice.html", {"one": first, "since": since, "has_more": bool(more)})


def register() -> None:
    """Fill the slots."""
    slots.register("referral.top", compose, order=10)
    slots.register("referral.top", ask, order=20)
    slots.register("person.notice", notice, order=5)
