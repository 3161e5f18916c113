"""The lines of a scorecard in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cookout.insight.formats.rule_text import line_text
from cookout.science.scorecard import Line, Rules, Scored

WORDS = {
    "absent": gettext_lazy("absences"), "credits": gettext_lazy("learning credits"),
    "expected": gettext_lazy("meetings"), "given": gettext_lazy("referrals given"),
    "late": gettext_lazy("times late"), "one_to_ones": gettext_lazy("1-2-1s"),
    "praise": gettext_lazy("words of praise"), "present": gettext_lazy("times present"),
    "received": gettext_lazy("referrals received"), "referrals": gettext_lazy("referrals given and received"),
    "thanked": gettext_lazy("thank-yous"), "there": gettext_lazy("times there, or a substitute"),
    "visitors": gettext_lazy("visitors"),
}  # fmt: skip


def looks_at(line: Line) -> str:
    """What a line counts."""
    told = str(WORDS[line.count])
    if line.of:
        return _("%(count)s, as a share of %(of)s") % {"count": told, "of": WORDS[line.of]}
    return _("%(count)s for each week") % {"count": told} if line.per_week else told


def rows(rules: Rules, scored: Scored | None = None) -> list[tuple[str, str, str, str]]:
    """Each line: what it counts, what that earns; and of one member the value and the points, where they are known."""
    found = []
    for at, line in enumerate(rules.lines):
        value, points = scored.lines[at] if scored is not None else (None, None)
        found.append((looks_at(line), line_text(line), _number(value), _number(points)))
    return found


def band_name(name: str) -> str:
    """The name of a band; the two that have none."""
    return {"": _("fewer points"), "?": _("not yet known")}.get(name, name)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{round(value, 2):g}"
