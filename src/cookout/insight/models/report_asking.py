"""What has to be agreed to before a report comes in, each as one sentence with its yes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cookout.insight.formats.report_lines import Line
from cookout.insight.formats.report_matching import GUEST, UNKNOWN, is_mostly_known, is_same_chapter
from cookout.insight.rules import first_day


@dataclass(frozen=True, slots=True)
class Question:
    """What to agree to; `key` is how programs say yes."""

    key: str
    sentence: str
    yes: str


def about_chapter(said: str, name: str, lines: Collection[Line]) -> Iterable[Question]:
    """Whether it is of this chapter at all."""
    yes = _("It is the report of %s.") % name
    if not is_same_chapter(said, name):
        sentence = _("The file says that it is of “%(said)s”, and this is %(name)s.") % {"said": said, "name": name}
        yield Question("chapter", sentence, yes)
    elif not is_mostly_known(line.state for line in lines):
        ours = [line for line in lines if line.state != GUEST]
        known = sum(line.state != UNKNOWN for line in ours)
        sentence = ngettext(
            "%(known)s of the %(n)s name in it sits in %(name)s. It may be the report of another chapter.",
            "%(known)s of the %(n)s names in it sit in %(name)s. It may be the report of another chapter.",
            len(ours),
        ) % {"known": known, "n": len(ours), "name": name}  # fmt: skip
        yield Question("chapter", sentence, yes)


def about_replaced(months: Collection[int]) -> Iterable[Question]:
    """Whether what is known of these months may give way."""
    if months:
        named = ", ".join(written(month) for month in sorted(months))
        yield Question(
            "replaces",
            _("A report of %s is brought in already. This one takes its place; the two are never added up.") % named,
            _("Let this one take its place."),
        )


def written(month: int) -> str:
    """October 2026."""
    return date_format(first_day(month), "F Y")
