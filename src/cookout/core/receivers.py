"""What the ground floor does by itself: a place for counted attempts, letters, and what is swept after its time."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from cookout.core import privacy, work
from cookout.core.models import Act, Change, Closing, Letter, Token, WorkState

CHANGES_KEPT = dt.timedelta(days=30)
LETTERS_KEPT = dt.timedelta(days=30)
TOKENS_KEPT = dt.timedelta(days=30)
DIARY_KEPT = dt.timedelta(days=365)


def make_cache_table(sender: Any, using: str, **kwargs: Any) -> None:
    """Rate limits are counted in the database, so their table comes with the others."""
    if settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache"):
        call_command("createcachetable", database=using, verbosity=0)


def sweep() -> None:
    """Let go of what is past its time (PRIVACY.toml says how long each is kept)."""
    now = timezone.now()
    Change.objects.filter(act__at__lt=now - CHANGES_KEPT).delete()
    Act.objects.filter(at__lt=now - DIARY_KEPT).delete()
    Letter.objects.filter(sent_at__lt=now - LETTERS_KEPT).delete()
    Letter.objects.filter(work_state=WorkState.FAILED, written_at__lt=now - LETTERS_KEPT).delete()
    Token.objects.filter(revoked_at__lt=now - TOKENS_KEPT).delete()
    Token.objects.filter(expires_at__lt=now - TOKENS_KEPT).delete()
    Session.objects.filter(expire_date__lt=now).delete()


def erase_closed() -> None:
    """Erase the accounts that were closed thirty days ago; done before the sweep forgets what undoing needs."""
    for closing in Closing.objects.due().select_related("user"):
        privacy.erase(closing.user)


def connect() -> None:
    """Offer letters, erasure and the sweep to the worker."""
    work.register(Letter)
    work.register_chore("core.erase_closed", erase_closed, every=dt.timedelta(hours=6))
    work.register_chore("core.sweep", sweep, every=dt.timedelta(hours=6))
