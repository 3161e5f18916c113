"""Items of the offline queue that have arrived: the same item sent again changes nothing."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cookout.core.models.user import User


class Arrival(models.Model):
    """One item that a device had kept and has sent."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="arrivals")
    item = models.UUIDField(editable=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("arrived item")
        constraints = [models.UniqueConstraint(fields=["owner", "item"], name="arrival_once")]

    def __str__(self) -> str:
        return str(self.item)

    @classmethod
    def is_first(cls, item: uuid.UUID, *, by: User) -> bool:
        """Note the arrival, inside the transaction of what the item does; false when it had arrived before."""
        _row, made = cls.objects.get_or_create(owner=by, item=item)
        return made
