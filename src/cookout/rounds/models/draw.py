"""The hat's draws: what could be drawn, how likely, from which seed, and what was. Written once, changed never."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cookout.core.models import Identified
from cookout.rounds.models.round import Round


class Draw(Identified):
    """One draw of a round: a partner for everybody, at random.

    Nobody reads it through any door, the study counts it: which pairs could not be drawn would tell private wishes.
    Members stand by the keys of their memberships, pairs as two places in that list.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="draws")
    number = models.PositiveSmallIntegerField(default=1)
    policy = models.CharField(max_length=20)
    seed = models.BigIntegerField()
    redraws = models.PositiveIntegerField()
    ways = models.JSONField(default=list)
    members = models.JSONField(default=list, help_text="Keys of memberships; pairs are places in it.")
    turns = models.JSONField(default=list, help_text="How often each had sat out before.")
    candidates = models.JSONField(default=list, help_text="Pairs that could be drawn: two places and a probability.")
    pairs = models.JSONField(default=list, help_text="What was drawn: two places each.")
    sits_out = models.JSONField(default=list, help_text="Places of those who got nobody.")

    class Meta:
        verbose_name = _("draw")
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(fields=["uid"], name="draw_uid_unique"),
            models.UniqueConstraint(fields=["round", "number"], name="draw_once"),
        ]

    def __str__(self) -> str:
        return f"{self.round}, {self.number}"
