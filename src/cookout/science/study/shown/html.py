"""A study as one page that stands alone: no script, no network, nothing beside it."""

import base64
import hashlib
from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files

from cookout.science.study.results import BANDS, NOTHING, Estimate, Study, Words
from cookout.science.study.shown.comparisons import comparisons
from cookout.science.study.shown.drawing import bands_and_lines, forest, ten
from cookout.science.study.shown.drawing_bands import band_name
from cookout.science.study.shown.terminal import SHOWN, cell, holds
from cookout.science.study.words.figures import plain_number
from cookout.science.study.words.said import Answer, answer

FOLDER = files("cookout.science.study.shown")


def styles() -> str:
    """The stylesheet of the page and of a drawing that stands alone."""
    return (FOLDER / "page.css").read_text(encoding="utf-8")


def page(study: Study, title: str = "Do 1-2-1s bring referrals here?") -> str:
    """Claim, how sure, what it may mean, what would settle it; pictures; what can be said; every number."""
    told = answer(study)
    style = styles()
    hashed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    parts = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{hashed}'\">",
        f'<meta name="color-scheme" content="light dark"><title>{escape(title)}</title><style>{style}</style></head>',
        f'<body><main><header><p class="meta">{escape(holds(study.facts))}</p><h1>{escape(title)}</h1></header>',
        _answer(study, told),
        _said(study, told),
        _pictures(study),
        _ways(study),
        _numbers(study),
        _estimates(study.estimates.values()),
        "</main></body></html>\n",
    ]
    return "".join(parts)


def drawing_alone(study: Study) -> str:
    """The picture of the bands with its styles inside, for a file of its own."""
    drawn = bands_and_lines(study)
    start = drawn.index(">") + 1
    return f"{drawn[:start]}<style>{escape(styles(), quote=False)}</style>{drawn[start:]}\n"


def _answer(study: Study, told: Answer) -> str:
    one = study.get(f"{told.graph}.received") if told.graph else None
    figure = ""
    if one and one.value is not None and one.low is not None and one.high is not None:
        names = (Words("Months with one or none"), Words("Months with 3–4"))
        if told.graph == "members":
            names = (Words("One or less a month"), Words("3 or more a month"))
        figure = (
            '<figure class="ten-fig"><figcaption>Referrals received</figcaption>'
            f"{ten(one.low, one.value, one.high, few=names[0], many=names[1])}"
            '<p class="meta">Solid to the low end of the interval, fading to the high end.</p></figure>'
        )
    meaning = " ".join(str(words) for words in (told.meaning, told.other) if words != NOTHING)
    rows = (("How sure", str(told.sure)), ("What it may mean", meaning), ("What would settle it", str(told.settles)))
    terms = "".join(f"<dt>{name}</dt><dd>{escape(text)}</dd>" for name, text in rows)
    return (
        f'<section class="card answer"><div><p class="finding">{escape(str(told.claim))}</p>'
        f"<dl>{terms}</dl></div>{figure}</section>"
    )


def _said(study: Study, told: Answer) -> str:
    parts = [
        ("What you can say", study.can_say),
        ("What you cannot say yet", [one for one in study.cannot_say if one != told.settles]),
        ("About the table", [one.words for one in study.complaints]),
    ]
    return f'<section class="card said">{"".join(_listed(title, items) for title, items in parts if items)}</section>'


def _listed(title: str, items: Sequence[Words]) -> str:
    lines = "".join(f"<li>{escape(str(words))}</li>" for words in items)
    return f"<div><h2>{title}</h2><ul>{lines}</ul></div>"


def _pictures(study: Study) -> str:
    rows = "".join(_band(study, band) for band in BANDS)
    return (
        '<section class="card"><h2>Referrals per member and month</h2>'
        '<p class="muted">Mean and 95% interval for each group; the band is the fitted line with its interval.</p>'
        '<p class="key"><span class="k--given">■ Given</span> <span class="k--recv">● Received</span></p>'
        f'<div class="only-wide">{bands_and_lines(study)}</div>'
        f'<div class="only-narrow">{bands_and_lines(study, narrow=True)}</div>'
        '<table><thead><tr><th scope="col">1-2-1s</th><th scope="col">Months</th><th scope="col">Received</th>'
        f'<th scope="col">Given</th></tr></thead><tbody>{rows}</tbody></table></section>'
    )


def _band(study: Study, band: str) -> str:
    received, given = (study.get(f"band.{outcome}.{band}") for outcome in ("received", "given"))
    return (
        f'<tr><th scope="row">{band_name(band)}</th><td>{max(received.n, given.n):,}</td>'
        f"{_cell(received)}{_cell(given)}</tr>"
    )


def _cell(one: Estimate, sign: str = "") -> str:
    """The interval stands under the number, so that the table fits a phone."""
    value, bracket, interval = cell(one, sign).partition(" [")
    return f"<td>{escape(value)}" + (f" <small>[{escape(interval)}</small>" if bracket else "") + "</td>"


def _ways(study: Study) -> str:
    rows = comparisons(study)
    return (
        '<section class="card"><h2>Is it the 1-2-1s, or the kind of people who hold them?</h2>'
        '<p class="muted">Ways to ask. The further down, the fairer the comparison.</p>'
        f'<div class="only-wide">{forest(rows)}</div>'
        f'<div class="only-narrow">{forest(rows, narrow=True)}</div></section>'
    )


def _numbers(study: Study) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th>'
        + "".join(_cell(study.get(f"{family}.{outcome}"), sign) for outcome in ("received", "given"))
        + "</tr>"
        for family, name, sign in SHOWN
    )
    return (
        '<section class="card"><h2>The numbers</h2><table><thead><tr><th></th><th scope="col">Received</th>'
        f'<th scope="col">Given</th></tr></thead><tbody>{rows}</tbody></table></section>'
    )


def _estimates(estimates: Iterable[Estimate]) -> str:
    rows = "".join(map(_estimate, estimates))
    return f'<section class="card"><details><summary>Every number in words</summary><dl>{rows}</dl></details></section>'


def _estimate(one: Estimate) -> str:
    value = plain_number(one.value, one.unit) if one.is_known and one.value is not None else "–"
    return (
        f"<dt><code>{escape(one.key)}</code> {value}</dt><dd>{escape(str(one.plain))}</dd>"
        f'<dd class="meta">{escape(str(one.exact))}</dd>'
    )
