"""Letters about referrals: what was passed, what became of it, how is it going, how did it go.

Each comes from the house in somebody's name and carries a way out that works with one press (RFC 8058).
"""

from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail.message import sanitize_address
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cookout.core.http import house_url
from cookout.core.models import Letter, User
from cookout.core.refusal import Refusal
from cookout.referrals import rules
from cookout.referrals.models import ExperienceLink, Kind, MailStop, Referral, Reminder, Role, Update, WindowLink
from cookout.referrals.models.columns import Passing
from cookout.referrals.models.stops import StopToken
from cookout.referrals.models.telling_news import address_of


@dataclass(frozen=True, slots=True)
class Words:
    """What a letter says: its words, where it leads, and why it came."""

    subject: str
    text: str
    why: str
    lead: str = ""
    link: str = ""
    quote: str = field(default="")


def write_passed(referral: Referral, by: User) -> Letter | None:
    """To a fellow member: you were recommended, or it was noted that you did. None where nobody is to be told."""
    to = referral.other(by)
    key = f"passed:{to.role}:{referral.steps_many}"
    if to.user is None or to.user_id == by.pk or not _may_write(referral, by, to.user.email):
        return None
    if Letter.objects.filter(key=_key(referral, by, key)).exists():  # agreed, undone, agreed: told once
        return None
    said = {"name": by.name, "who": referral.prospect.called}
    with translation.override("en"):
        if to.role == Role.PROVIDER:
            subject = _("%(name)s refers %(who)s to you") % said
            if referral.kind == Kind.INSIDE:
                subject = _("%(name)s comes to you with something") % said
            lead = _("Accept it, or say why not, so that %(name)s can ask somebody else:") % said
        else:
            subject = _("%(name)s noted that you referred %(who)s") % said
            lead = _("If that is not so, say it there:")
        why = _("You get this because you and %(name)s are members of one group.") % said
        words = Words(subject, subject + ".", why, lead, _page(referral), quote=referral.note)
        return _send(referral, by, to.user.email, key, words, to.user)


def write_update(update: Update, to: str) -> Letter:
    """What became of it, in the provider's own words; with her window where she has no account."""
    one, by = update.referral, update.by
    referrer = one.referrer
    _refuse_writing(one, by, to, referrer.first_name)
    said = {"name": by.name, "who": one.prospect.called}
    with translation.override("en"):
        link, lead = _page(one), _("How it stands:")
        if referrer.user is None:
            link, lead = _window(one, by), _("The story so far, for you alone:")
        subject = _("%(name)s on %(who)s") % said
        why = _("You get this because you recommended %(who)s to %(name)s.") % said
        if one.kind == Kind.INSIDE:
            subject, why = by.name, _("You get this because you turned to %(name)s.") % said
        words = Words(subject, update.text, why, lead if link else "", link)
        letter = _send(one, by, to, f"told:{update.uid.hex}", words, referrer.user)
    update.letter = letter
    update.save(update_fields=["letter"])
    return letter


def write_reminder(reminder: Reminder) -> Letter:
    """How is it going? To the provider, in the referrer's own words."""
    one, by = reminder.referral, reminder.by
    provider, to = one.provider, address_of(one, by, Role.PROVIDER)
    _refuse_writing(one, by, to, provider.first_name)
    said = {"name": by.name, "who": one.prospect.called}
    with translation.override("en"):
        subject = _("%(name)s asks about %(who)s") % said
        why = _("You get this because %(name)s recommended %(who)s to you.") % said
        link = _page(one) if provider.user is not None else ""
        words = Words(subject, reminder.text, why, _("Tell how it goes:") if link else "", link)
        return _send(one, by, to, f"remind:{reminder.uid.hex}", words, provider.user)


def write_experience_request(link: ExperienceLink, to: str) -> Letter:
    """How did it go? To the prospect, once for each step."""
    one, by = link.referral, link.owner
    name = one.prospect.first_name
    if not to:
        raise Refusal(_("You have no mail address of %s. Hand out the address of the page instead.") % name)
    _refuse_writing(one, by, to, name)
    said = {"name": by.name, "who": name, "referrer": one.referrer.called}
    with translation.override("en"):
        text = _("%(who)s, how did it go with %(name)s? One tap is enough, and you say whether anybody hears of it.")
        why = _("You get this because %(referrer)s recommended %(name)s to you.") % said
        if one.kind == Kind.INSIDE:
            why = _("You get this because you turned to %(name)s.") % said
        lead = _("Say how it went:")
        words = Words(_("How did it go with %(name)s?") % said, text % said, why, lead, house_url() + link.path)
        if Letter.objects.filter(key=_key(one, by, f"asks:{link.uid.hex}")).exists():
            raise Refusal(_("The mail to %s is written already.") % name)
        return _send(one, by, to, f"asks:{link.uid.hex}", words)


def write_left_alone(referral: Referral) -> Letter | None:
    """To the provider: the prospect asks not to be contacted. It is news of the house, so nothing stops it."""
    provider = referral.provider.user
    if provider is None:
        return None
    with translation.override("en"):
        subject = _("%s asks not to be contacted") % referral.prospect.called
        text = _("%(who)s wrote on the page that you sent: please do not contact me. Tell %(referrer)s too.")
        said = {"who": referral.prospect.called, "referrer": referral.referrer.called}
        lead = _("How it stands:")
        words = Words(subject, text % said, _("You get this because you are the provider."), lead, _page(referral))
        return _send(referral, provider, provider.email, "alone", words, provider)


def asked_letter(link: ExperienceLink) -> Letter | None:
    """The letter that asked how it went, if there was one: it may have come back."""
    return Letter.objects.filter(key=_key(link.referral, link.owner, f"asks:{link.uid.hex}")).first()


def refuses_letters(by: User, address: str) -> bool:
    """Whether this address wants no letters of this user's."""
    return bool(address) and MailStop.objects.against(by, address).exists()


def _send(one: Passing, by: User, to: str, key: str, words: Words, reader: User | None = None) -> Letter:
    """Write the letter as a row; the worker sends it."""
    stop = house_url() + StopToken.path(by, to) if reader != by else ""
    context = {"words": words, "stop": stop, "name": by.name}
    with timezone.override(reader.tzinfo if reader is not None else by.tzinfo):
        text = render_to_string("referrals/mail/letter.txt", context)
        html = render_to_string("referrals/mail/letter.html", context)
    subject = " ".join(words.subject.split())[:200]
    headers = _headers(by, stop, is_member=reader is not None) if stop else {}
    return Letter.objects.create(
        key=_key(one, by, key), user=reader, to=to.strip(), subject=subject, text=text, html=html, headers=headers
    )


def _headers(by: User, stop: str, *, is_member: bool) -> dict[str, str]:
    """In whose name, whom to answer, and the way out. A fellow answers on the page: no address is given away."""
    name = " ".join(by.name.split())
    house = sanitize_address(settings.DEFAULT_FROM_EMAIL, "utf-8").rpartition("<")[2].rstrip(">")
    headers = {
        "From": sanitize_address((_("%s via Cookout") % name, house), "utf-8"),
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return headers if is_member else {**headers, "Reply-To": sanitize_address((name, by.email), "utf-8")}


def _key(one: Passing, by: User, rest: str) -> str:
    return f"referral:{by.uid.hex}:{one.uid.hex}:{rest}"


def _page(one: Referral) -> str:
    return house_url() + one.get_absolute_url()


def _window(one: Referral, by: User) -> str:
    """Her window; where the provider ended it, no letter opens another."""
    if WindowLink.standing(one, by) is None and WindowLink.was_ended(one, by):
        return ""
    return house_url() + WindowLink.of(one, by=by).path


def _refuse_writing(one: Referral, by: User, to: str, name: str) -> None:
    """Nobody who stopped letters gets one, nobody gets many, and none goes to what is no address."""
    try:
        Letter._meta.get_field("to").run_validators(to.strip() or "-")
    except ValidationError as wrong:
        raise Refusal(_("“%s” is not a mail address. Put it right first.") % to[:80]) from wrong
    if refuses_letters(by, to):
        raise Refusal(_("%s does not want letters. Call, or tell it in person.") % name)
    if _is_flooding(one, by):
        raise Refusal(_("You wrote much today, and letters that come in heaps are not read. Go on tomorrow."))


def _may_write(one: Referral, by: User, to: str) -> bool:
    return not refuses_letters(by, to) and not _is_flooding(one, by)


def _is_flooding(one: Referral, by: User) -> bool:
    lately = Letter.objects.filter(
        key__startswith=f"referral:{by.uid.hex}:", written_at__gt=timezone.now() - rules.A_DAY
    )
    of_this = lately.filter(key__startswith=_key(one, by, ""))
    return of_this.count() >= rules.MOST_LETTERS or lately.count() >= rules.MOST_LETTERS_A_DAY
