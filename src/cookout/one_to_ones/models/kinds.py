"""The closed words of a 1-2-1: where it stands, about whom it is, how one meets."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cookout.ties.models import Touch


class State(models.TextChoices):
    """Where a 1-2-1 stands."""

    PROPOSED = "proposed", _("proposed")
    PLANNED = "planned", _("planned")
    HELD = "held", _("held")
    CONFIRMED = "confirmed", _("confirmed by both")
    DECLINED = "declined", _("declined")
    CANCELLED = "cancelled", _("cancelled")
    NO_SHOW = "no_show", _("did not happen")


class Focus(models.TextChoices):
    """About whom it is, from the seats: the first made it, the second was asked."""

    BOTH = "both", _("about both")
    FIRST = "first", _("about who made it")
    SECOND = "second", _("about who was asked")


class Where(models.TextChoices):
    """How one meets."""

    IN_PERSON = "in_person", _("in person")
    CALL = "call", _("by phone")
    VIDEO = "video", _("by video")


TOUCH = {Where.IN_PERSON: Touch.Kind.MEETING, Where.CALL: Touch.Kind.CALL, Where.VIDEO: Touch.Kind.VIDEO}
