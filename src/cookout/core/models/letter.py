"""Letters that the worker sends: written as rows with the act, so that act and letter stand or fall together."""

import hashlib
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cookout.core.models.work import WorkRow
from cookout.core.refusal import Refusal
from cookout.core.signals import letter_failed

OURS_TO_MEND = 530
"""The server wants us to sign in: the host puts the settings right, and the letter goes."""


class Letter(WorkRow):
    """One mail to one address."""

    TRIES = 12  # over seventeen hours: a mail server may be down for a night

    key = models.CharField(max_length=120, unique=True, help_text=_("The same key is never sent twice."))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="letters"
    )
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    calendar = models.TextField(blank=True, help_text=_("An invitation as iCalendar, where the letter carries one."))
    headers = models.JSONField(default=dict, blank=True)
    written_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("letter")
        indexes = [models.Index(fields=["work_state", "not_before"], name="letter_due")]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"

    @property
    def message_id(self) -> str:
        """The same at every attempt: should we die between sending and noting it, the receiver sees one letter."""
        return f"<{hashlib.sha256(self.key.encode()).hexdigest()[:32]}@cookout.invalid>"

    def carry_out(self) -> None:
        """Hand the letter to the mail server, once, and forget what it said: it may hold a secret link."""
        if self.sent_at is not None:
            return
        self._refuse_no_address()
        headers = {"Message-ID": self.message_id, **self.headers}
        mail = EmailMultiAlternatives(self.subject, self.text, to=[self.to], headers=headers)
        if self.html:
            mail.attach_alternative(self.html, "text/html")
        if self.calendar:
            self._attach_calendar(mail)
        try:
            mail.send()
        except SMTPRecipientsRefused as problem:
            self._refuse_for_good(*next(iter(problem.recipients.values()), (0, b"")))
            raise
        except SMTPDataError as problem:
            self._refuse_for_good(problem.smtp_code, problem.smtp_error)
            raise
        self.sent_at, self.text, self.html, self.calendar = timezone.now(), "", "", ""
        self.save(update_fields=["sent_at", "text", "html", "calendar"])

    def failed(self) -> None:
        """Announce that it will never arrive; what it said is forgotten all the same."""
        Letter.objects.filter(pk=self.pk).update(text="", html="", calendar="")
        letter_failed.send(sender=Letter, letter=self)

    def _refuse_no_address(self) -> None:
        try:
            validate_email(self.to)
        except ValidationError as wrong:
            raise Refusal(_("“%s” is not a mail address.") % self.to) from wrong

    def _refuse_for_good(self, code: int, said: bytes | str) -> None:
        """A server that answers 5.. to this recipient or letter answers so all night; 530 speaks of us, not of them."""
        if 500 <= code < 600 and code != OURS_TO_MEND:
            words = said.decode(errors="replace") if isinstance(said, bytes) else said
            reason = {"to": self.to, "code": code, "words": " ".join(words.split())[:300]}
            raise Refusal(_("The mail server does not take mail for %(to)s: %(code)s %(words)s") % reason)

    def _attach_calendar(self, mail: EmailMultiAlternatives) -> None:
        """As a part that calendars answer to, and as a file for those who save it by hand."""
        method = next((line[7:].strip() for line in self.calendar.splitlines() if line.startswith("METHOD:")), "")
        mail.attach_alternative(self.calendar, f"text/calendar; method={method or 'PUBLISH'}; charset=utf-8")
        mail.attach("invitation.ics", self.calendar, "application/ics")
