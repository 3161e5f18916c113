"""What the page says of the hat: how many pairs it suggested, how many met, what that brought; never who."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from cookout.insight.models.from_hat import FromHat
from cookout.science.study.results import Estimate, Study, Words
from cookout.science.study.words.said import causal_sentence


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its name, and what it means."""

    said: str
    label: str
    meaning: str


@dataclass(frozen=True, slots=True)
class HatCard:
    """Of a group or a region. Words of science are handed on as they are; the page says them in its language."""

    hat: FromHat
    study: Study

    @property
    def has_drawn(self) -> bool:
        """Whether there was a hat at all."""
        return self.hat.months > 0

    @property
    def effect(self) -> Estimate:
        """Of a 1-2-1 that came of the hat; where that is not told, of the suggestion."""
        effect = self.study.get("lot.effect")
        return effect if effect.is_known else self.study.get("lot.intent")

    @property
    def is_known(self) -> bool:
        """Whether what it brings is told in numbers."""
        return self.effect.is_known

    @property
    def brings(self) -> Words:
        """What it brings, or why that is not yet known. “Lead to” is said where no effect is left out."""
        if not self.effect.is_known and self.effect.silence == "no_draw":
            return Words(gettext_noop("No pair whom the hat chose has a month behind it that both recorded."))
        return causal_sentence(self.study) or self.effect.plain

    @property
    def figures(self) -> list[Figure]:
        """Suggested, met, passed."""
        hat = self.hat
        found = [Figure(f"{hat.suggested:,}", _("suggested"), _suggested(hat))]
        if hat.counted:
            meaning = _("held a 1-2-1 in that month, of %(n)s whose month is over and who both record") % {
                "n": f"{hat.counted:,}"}  # fmt: skip
            found.append(Figure(f"{hat.met:,}", _("met"), meaning))
        if hat.passed is not None:
            meaning = _("between %(n)s pairs in that month and the two after") % {"n": f"{hat.settled:,}"}
            found.append(Figure(f"{hat.passed:,}", _("referrals"), meaning))
        return found

    @property
    def left_out(self) -> list[str]:
        """Which pairs are not among the numbers, and why."""
        hat, found = self.hat, []
        if hat.waiting:
            told = ngettext("One pair’s month is not over.", "Of %(n)s pairs the month is not over.", hat.waiting)
            found.append(told % {"n": hat.waiting})
        if hat.left_out:
            told = ngettext(
                "One pair is not counted: one of the two has no account here, had written nothing down yet, or was "
                "not a member all month.",
                "%(n)s pairs are not counted: one of the two has no account here, had written nothing down yet, or was "
                "not a member all month.",
                hat.left_out,
            )
            found.append(told % {"n": hat.left_out})
        return found


def _suggested(hat: FromHat) -> str:
    if hat.months == 1:
        return _("pairs, by one draw")
    return _("pairs, by %(n)s draws, each for one month") % {"n": f"{hat.months:,}"}
