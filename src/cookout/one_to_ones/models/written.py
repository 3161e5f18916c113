"""What one seat writes down during a 1-2-1. Private to whoever wrote it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Deletable, Identified, User
from cookout.one_to_ones.models.one_to_one import OneToOne
from cookout.ties.models import Fact

class WrittenQuerySet(models.QuerySet["models.Model"]):
    """Sets of what was written down."""

    def visible_to(self, user: User) -> Self:
        """Only one's own."""
        return self.filter(owner=user, deleted_at=None)


class Answer(Identified, Deletable):
    """What I wrote down to one question while we talked; it becomes a fact with date and source."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="answers")
    one_to_one = models.ForeignKey(OneToOne, on_delete=models.CASCADE, related_name="answers")
    prompt = models.CharField(_("question of the dance card"), max_length=40, blank=True)
    question = models.CharField(_("question"), max_length=300)
    text = models.TextField(_("answer"), blank=True)
    other_text = models.TextField(
        _("also written"), blank=True, help_text=_("What another device wrote at the same time; nothing is guessed.")
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    fact = models.ForeignKey(Fact, null=True, blank=True, on_delete=models.SET_NULL, related_name="answers")
    edited_at = models.DateTimeField(auto_now=True)

    objects = WrittenQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "uid"], name="answer_uid_unique"),
            models.UniqueConstraint(
                fields=["owner", "one_to_one", "prompt"],
                condition=~Q(prompt="") & Q(deleted_at=None),
                name="answer_once",
            ),
        ]

    def __str__(self) -> str:
        return self.question
