"""On the page of a referral: what the referrer said, her window, how it went for the prospect, mail that came back."""

import datetime as dt

from django.utils import timezone

from cookout.core import slots
from cookout.core.http import house_url
from cookout.core.models import User
from cookout.core.models.work import WorkState
from cookout.core.slots import Panel
from cookout.referrals.mail import asked_letter, refuses_letters
from cookout.referrals.models import Channel, Experience, ExperienceLink, Referral, Reply, Role, Update, WindowLink
from cookout.referrals.models.experience import asked_about, prospect_address
from cookout.referrals.models.telling_news import address_of

RETURNS_WITHIN = dt.timedelta(days=14)
"""So long a mail that left may still come back to the letter box of whoever wrote it."""


def returned(user: User, one: Referral) -> Panel | None:
    """The last mail to the referrer came back, or she wants none: say so before another is written."""
    if one.provider.user_id != user.pk:
        return None
    last = Update.objects.filter(referral=one, deleted_at=None).select_related("letter").last()
    name = one.referrer.first_name
    if last is not None and last.came_back_at is not None:
        why = last.letter.failure if last.letter is not None else ""
        return Panel("returned", "referrals/_returned.html", {"name": name, "at": last.came_back_at, "why": why})
    if one.is_open and refuses_letters(user, address_of(one, user, Role.REFERRER)):
        return Panel("returned", "referrals/_returned.html", {"name": name, "is_stopped": True})
    return None


def replies(user: User, one: Referral) -> Panel | None:
    """What the referrer said and the provider has not tapped away."""
    if one.provider.user_id != user.pk:
        return None
    new = list(Reply.objects.filter(referral=one).unseen())
    return Panel("replies", "referrals/_replies.html", {"one": one, "replies": new}) if new else None


def say_something(user: User, one: Referral) -> Panel | None:
    """The referrer with an account says it here, as the others say it in their window."""
    may = one.referrer.user_id == user.pk and one.provider.user_id not in (None, user.pk)
    if not may or one.is_name or one.referrer.says_no_at is not None:
        return None
    return Panel("say", "referrals/_reply_card.html", {"one": one, "said": list(Reply.objects.filter(referral=one))})


def window(user: User, one: Referral) -> Panel | None:
    """Whether her window is open, and the last mail that may have come back."""
    if one.provider.user_id != user.pk or one.is_name or one.referrer.says_no_at is not None:
        return None
    since = timezone.now() - RETURNS_WITHIN
    mailed = Update.objects.arrived().filter(referral=one, channel=Channel.MAIL, created_at__gt=since)
    sent = mailed.filter(letter__work_state=WorkState.DONE).last()
    data = {"one": one, "link": WindowLink.standing(one, user), "sent": sent}
    return Panel("window", "referrals/_window_card.html", data)


def experience(user: User, one: Referral) -> Panel | None:
    """What the prospect said, and asking about the latest step."""
    if one.provider.user_id != user.pk or one.is_name:
        return None
    said = list(Experience.objects.visible_to(user).filter(referral=one).select_related("step"))
    step, no_contact = asked_about(one), one.wants_no_contact
    link = ExperienceLink.objects.visible_to(user).filter(step=step).last() if step is not None else None
    letter = asked_letter(link) if link is not None else None
    if step is None and not said and not no_contact:
        return None
    is_open = link is not None and link.is_valid and not any(one.step_id == link.step_id for one in said)
    mail = prospect_address(one, user)
    data = {
        "one": one, "said": said, "no_contact": no_contact, "letter": letter,
        "may_ask": step is not None and link is None and not no_contact,
        "address": house_url() + link.path if link is not None and is_open and link.path else "",
        "by_mail": bool(mail) and not refuses_letters(user, mail),
        "failure": letter.failure if letter is not None and letter.work_state == WorkState.FAILED else "",
    }  # fmt: skip
    return Panel("experience", "referrals/_experience_card.html", data)


def register() -> None:
    """Fill the slots."""
    slots.register("referral.top", returned, order=5)
    slots.register("referral.top", replies, order=6)
    slots.register("referral.main", say_something, order=20)
    slots.register("referral.links", window, order=40)
    slots.register("referral.links", experience, order=41)
