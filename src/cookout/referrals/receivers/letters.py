"""Letters that follow from what is announced, and what follows when one comes back."""

from typing import Any

from django.utils.translation import gettext as _

from cookout.core.models import Act, Letter, User
from cookout.core.models.work import WorkState
from cookout.core.refusal import Refusal
from cookout.core.signals import act_undoing, act_undone, letter_failed
from cookout.referrals import mail, signals
from cookout.referrals.models import Channel, ExperienceLink, Referral, Reminder, Role, Update
from cookout.referrals.models.telling_news import address_of

LEFT_ALONE = "referral.leave_alone"


def tell_the_other(sender: type[Referral], referral: Referral, by: User, **kwargs: Any) -> None:
    """A referral between two members is told to whoever did not write it down."""
    mail.write_passed(referral, by)


def send_news(sender: type[Update], referral: Referral, update: Update, **kwargs: Any) -> None:
    """News told by mail is a letter; what is told otherwise the user sends."""
    if update.channel == Channel.MAIL:
        mail.write_update(update, address_of(referral, update.by, Role.REFERRER))


def send_reminder(sender: type[Reminder], referral: Referral, reminder: Reminder, **kwargs: Any) -> None:
    """The same for the question how it is going."""
    if reminder.channel == Channel.MAIL:
        mail.write_reminder(reminder)


def ask_by_mail(sender: type[ExperienceLink], link: ExperienceLink, to: str, **kwargs: Any) -> None:
    """The provider asks the prospect how it went."""
    mail.write_experience_request(link, to)


def tell_of_being_left_alone(sender: type[Referral], referral: Referral, **kwargs: Any) -> None:
    """The provider learns it today, not when looking in."""
    mail.write_left_alone(referral)


def owe_it_again(sender: type[Letter], letter: Letter, **kwargs: Any) -> None:
    """News that never arrived was not told."""
    for update in Update.objects.filter(letter=letter):
        update.come_back()


def keep_what_a_prospect_said(sender: type[Act], act: Act, **kwargs: Any) -> None:
    """It stands in the diary of whose link was used, but it is the prospect's word."""
    if act.verb == LEFT_ALONE:
        raise Refusal(_("The prospect asked for this. Only they can take it back."))


def hold_back_letters(sender: type[Act], act: Act, rows: tuple[tuple[str, int], ...], **kwargs: Any) -> None:
    """A referral that was taken back is not announced, as long as its letter waits."""
    undone = [pk for label, pk in rows if label == Referral._meta.label_lower]
    for one in Referral.objects.filter(pk__in=undone):
        if one.deleted_at is not None or one.is_name:
            waiting = Letter.objects.filter(work_state=WorkState.WAITING, key__contains=f":{one.uid.hex}:passed:")
            waiting.delete()


def connect() -> None:
    """Listen."""
    for signal, receiver in (
        (signals.passed, tell_the_other),
        (signals.told, send_news),
        (signals.reminded, send_reminder),
        (signals.experience_asked, ask_by_mail),
        (signals.left_alone, tell_of_being_left_alone),
        (letter_failed, owe_it_again),
        (act_undoing, keep_what_a_prospect_said),
        (act_undone, hold_back_letters),
    ):
        signal.connect(receiver, dispatch_uid=f"referrals.{receiver.__name__}")
