"""The morning mail: today's list as a letter, once a day, only for those who asked."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cookout.core.models import Letter, User
from cookout.plan.models import open_day, today_of


def write_morning_mails(now: dt.datetime | None = None) -> int:
    """Write the letters that are due by now; one that was written today is not written again."""
    now = now or timezone.now()
    asked = User.objects.filter(is_active=True, morning_mail_at__isnull=False)
    return sum(_write(user, now) for user in asked)


def open_days(now: dt.datetime | None = None) -> int:
    """Log the day's suggestions of everybody whose day has begun, so that also what is never clicked was seen."""
    now = now or timezone.now()
    begun = 0
    for user in User.objects.filter(is_active=True):
        on = now.astimezone(user.tzinfo).date()
        if not user.days.filter(on=on).exists():
            open_day(user, on)
            begun += 1
    return begun


@transaction.atomic
def _write(user: User, now: dt.datetime) -> bool:
    local = now.astimezone(user.tzinfo)
    key = f"morning:{user.uid}:{local.date()}"
    if user.morning_mail_at is None or local.time() < user.morning_mail_at or Letter.objects.filter(key=key).exists():
        return False
    with translation.override("en"), timezone.override(user.tzinfo):
        today = today_of(user, now=now)
        context = {"user": user, "today": today, "base_url": settings.BASE_URL}
        text = render_to_string("plan/mail/morning.txt", context)
        subject = _subject(len(today.tasks))
    Letter.objects.create(key=key, user=user, to=user.email, subject=subject, text=text)
    return True


def _subject(many: int) -> str:
    if not many:
        return _("Nothing is due today")
    return ngettext("Today: one thing", "Today: %(many)s things", many) % {"many": many}
