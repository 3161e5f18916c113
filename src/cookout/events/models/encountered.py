"""What is kept of having met one person at one event, or somewhere else; the verbs are on `Encounter`."""

from pathlib import PurePath

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Deletable, Identified
from cookout.core.templatetags.dates import short_day
from cookout.events.models.event import Event
from cookout.ties.models import Promise, Tie, Touch


class Encountered(Identified, Deletable):
    """Whom I met, where and when, and what was said."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="encounters")
    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="encounters")
    event = models.ForeignKey(Event, null=True, blank=True, on_delete=models.SET_NULL, related_name="encounters")
    on = models.DateField(_("day"))
    place = models.CharField(_("where"), max_length=300, blank=True)
    talked = models.TextField(_("what we talked about"), blank=True)
    impression = models.CharField(_("first impression"), max_length=200, blank=True)
    card = models.ImageField(_("photo of the card"), upload_to="cards/%Y/%m", blank=True)
    captured_at = models.DateTimeField(_("captured"))
    device_said = models.DateTimeField(_("what the phone's clock said"), null=True, blank=True, editable=False)
    touch = models.ForeignKey(Touch, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    promise = models.ForeignKey(Promise, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    brought = models.BooleanField(default=False, editable=False)
    """Whether the person came into the book by it."""

    class Meta:
        abstract = True

    @property
    def there(self) -> Event | None:
        """The event, while it is in my list."""
        return self.event if self.event is not None and self.event.deleted_at is None else None

    @property
    def where(self) -> str:
        """Where we met: the event by its name, else the place as I wrote it, else nothing."""
        if self.there is not None:
            return self.there.name
        return self.place or (self.event.name if self.event else "")

    @property
    def card_url(self) -> str:
        """Where the photo of the card is served to me, by an address of its own, so that no older one is shown."""
        if not self.card.name:
            return ""
        return f"{reverse('encounters:encounter_photo', args=[self.uid])}?{PurePath(self.card.name).stem[-12:]}"

    @property
    def undecided(self) -> str:
        """By when I decide on this person, or since when they wait; nothing where it is decided."""
        tie = self.tie
        if tie.sort_on is None:
            return ""
        if tie.waits_since and tie.sort_on < timezone.localdate():
            return gettext("waits since %(day)s") % {"day": short_day(tie.waits_since)}
        return gettext("decide by %(day)s") % {"day": short_day(tie.sort_on)}
