"""The closed words of a referral: who, where it stands, how it was handed over."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The three parties."""

    REFERRER = "referrer", _("referrer")
    PROVIDER = "provider", _("provider")
    PROSPECT = "prospect", _("prospect")


class State(models.TextChoices):
    """Where a referral stands."""

    NAME = "name", _("a name, not yet a referral")
    GIVEN = "given", _("given")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    TRIED = "tried", _("tried to reach")
    REACHED = "reached", _("reached")
    MEETING = "meeting", _("meeting")
    PROPOSAL = "proposal", _("proposal")
    WON = "won", _("won")
    LOST = "lost", _("lost")
    NOT_A_FIT = "not_a_fit", _("not a good fit")
    WITHDRAWN = "withdrawn", _("taken back")


class Column(models.TextChoices):
    """The four columns of the board."""

    NEW = "new", _("New")
    CONTACT = "contact", _("In contact")
    WORK = "work", _("Working on it")
    DECIDED = "decided", _("Decided")


COLUMN = {
    State.NAME: Column.NEW,
    State.GIVEN: Column.NEW,
    State.ACCEPTED: Column.NEW,
    State.TRIED: Column.CONTACT,
    State.REACHED: Column.CONTACT,
    State.MEETING: Column.WORK,
    State.PROPOSAL: Column.WORK,
    State.DECLINED: Column.DECIDED,
    State.WON: Column.DECIDED,
    State.LOST: Column.DECIDED,
    State.NOT_A_FIT: Column.DECIDED,
    State.WITHDRAWN: Column.DECIDED,
}


class Kind(models.TextChoices):
    """Who buys."""

    OUTSIDE = "outside", _("a third person")
    INSIDE = "inside", _("the referrer")


class Handoff(models.TextChoices):
    """How it was handed over."""

    NAME = "name", _("gave the name")
    CARD = "card", _("gave your card")
    TOLD = "told", _("said you would call")
    MAIL = "mail", _("introduced by mail")
    TOGETHER = "together", _("made the call together")


class Closeness(models.IntegerChoices):
    """How close the referrer is to the prospect; what counts most (§5.10)."""

    HEARD = 1, _("knows of them")
    MET = 2, _("has met them")
    KNOWS = 3, _("knows them well")
    CLOSE = 4, _("is close to them")


class Temperature(models.IntegerChoices):
    """How warm the prospect is."""

    COLD = 1, _("Cold: knows nothing of it")
    COOL = 2, _("Cool: heard the name")
    WARM = 3, _("Warm: expects the call")
    KEEN = 4, _("Keen: wants to talk")
    HOT = 5, _("Hot: asked for it")


class Channel(models.TextChoices):
    """How the referrer is told."""

    MAIL = "mail", _("by mail")
    COPY = "copy", _("copied and sent elsewhere")
    TEXT = "text", _("by text message")
    IN_PERSON = "in_person", _("told in person")
    HERE = "here", _("here, between members")


class Rating(models.TextChoices):
    """How it went, as the prospect says."""

    WELL = "well", _("went well")
    SO_SO = "so_so", _("so-so")
    NOT_WELL = "not_well", _("not well")


class Kept(models.TextChoices):
    """What a line of the ledger is."""

    STAKE = "stake", _("lent")
    REPAID = "repaid", _("repaid")
    COST = "cost", _("cost")
    CORRECTION = "correction", _("taken back")


class Cause(models.TextChoices):
    """Why a line stands in the ledger."""

    GIVEN = "given", _("the referral was given")
    MET = "met", _("the two met")
    WON = "won", _("they bought")
    WELL = "well", _("they say that it went well")
    NOT_YET = "not_yet", _("they say: not yet")
    NOT_A_FIT = "not_a_fit", _("it was not a good fit")
    UNREACHED = "unreached", _("they could not be reached")
    LEFT_ALONE = "left_alone", _("they asked not to be contacted")
    DECLINED = "declined", _("it was declined before anything was done")
    WITHDRAWN = "withdrawn", _("it was taken back")
    ENDED = "ended", _("it ended, and nobody said how it was")
    DISOWNED = "disowned", _("the referral is not theirs")
    PUT_RIGHT = "put_right", _("it was put right")
