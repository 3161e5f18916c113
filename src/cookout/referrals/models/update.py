"""The link to my record as a provider."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cookout.core.models import SecretLink


class RecordLink(SecretLink):
    """The address under which a hesitant client reads my record as a provider."""

    name = models.CharField(_("for whom"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("link to my record")
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="record_link_uid_unique")]

    def __str__(self) -> str:
        return self.name or str(_("My record"))
