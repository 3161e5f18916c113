"""What most nouns share: a public id, a birthday, and a way to go that can be undone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cookout.core.ids import uuid7


class Identified(models.Model):
    """A row that is known outside by a UUIDv7, which the client may supply."""

    uid = models.UUIDField(_("id"), default=uuid7, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class Deletable(models.Model):
    """A row that waits thirty days before it really goes; filtered in `visible_to` and nowhere else."""

    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
