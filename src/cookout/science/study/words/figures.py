"""Numbers as they stand in a sentence."""

from cookout.science.study.results import Estimate

Written = dict[str, str]


def plain_number(value: float, unit: str = "times") -> str:
    """With as many digits as its unit bears.

    >>> plain_number(1.904), plain_number(0.4211, "share"), plain_number(14.2, "months")
    ('1.90', '42%', '14')
    """
    if unit == "share":
        return f"{100 * value:.0f}%"
    if unit in ("chapters", "months", "members"):
        return f"{value:,.0f}"
    if unit == "referrals" and abs(value) < 0.1:
        return f"{value:.3f}"
    text = f"{value:,.2f}"
    return "0.00" if text == "-0.00" else text.replace("-", "−")


def between(low: str, high: str) -> str:
    """Both ends in brackets; with a word between them where a dash could be taken for a minus.

    >>> between("1.42", "1.63"), between("−0.10", "0.20")
    ('[1.42–1.63]', '[−0.10 to 0.20]')
    """
    return f"[{low} to {high}]" if "−" in low + high else f"[{low}–{high}]"


def chance(p: float | None) -> str:
    """A p-value, never as 0.

    >>> chance(0.00002), chance(0.0312), chance(None)
    ('< 0.001', '= 0.031', 'not given')
    """
    if p is None:
        return "not given"
    return "< 0.001" if p < 0.001 else f"= {p:.3f}"


def values(one: Estimate) -> Written:
    """All that a sentence about an estimate may need."""
    found = {
        "n": f"{one.n:,}",
        "of": one.of,
        "groups": f"{one.groups:,}",
        "clusters": one.clusters or "nothing",
        "p": chance(one.p),
        "level": f"{100 * one.level:.0f}",
        "band": one.key.rsplit(".", 1)[-1].replace("-", "–"),
    }
    for name, value in (("value", one.value), ("low", one.low), ("high", one.high)):
        found[name] = "not known" if value is None else plain_number(value, one.unit)
    return found
