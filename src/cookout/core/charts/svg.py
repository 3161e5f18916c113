"""The small pen of all drawings: escaped elements, presentation attributes only."""

from collections.abc import Iterable
from functools import lru_cache

from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe


def number(value: float) -> str:
    """A coordinate, to a tenth of a pixel, without needless zeros."""
    return f"{value:.1f}".removesuffix(".0")


def element(tag: str, body: Iterable[str] | str = "", /, **attributes: object) -> SafeString:
    """One SVG element; `_` in a name is a dash, `class_` is `class`, None leaves the attribute out."""
    parts = [tag]
    for name, value in attributes.items():
        if value is None:
            continue
        # A drawing has hundreds of numbers, and in none of them is anything to escape.
        is_number = isinstance(value, (int, float))
        said = (number(value) if isinstance(value, float) else str(value)) if is_number else escape(value)
        parts.append(f'{_attribute(name)}="{said}"')
    inside = [body] if isinstance(body, str) else body
    content = "".join(conditional_escape(part) for part in inside)
    opening = " ".join(parts)
    return mark_safe(f"<{opening}>{content}</{tag}>" if content else f"<{opening}/>")  # noqa: S308  all parts are escaped


def picture(body: Iterable[str], *, width: float, height: float, label: str, class_: str) -> SafeString:
    """The whole drawing; the label states the finding for those who do not see it."""
    return element(
        "svg",
        body,
        class_=class_,
        viewBox=f"0 0 {number(width)} {number(height)}",
        role="img",
        aria_label=label,
    )


def text(
    words: object,
    x: float,
    y: float,
    *,
    class_: str | None = None,
    anchor: str | None = None,
) -> SafeString:
    """Words at a place."""
    return element(
        "text",
        format_html("{}", words),
        class_=class_,
        x=float(x),
        y=float(y),
        text_anchor=anchor,
    )


def path(points: Iterable[tuple[float, float]]) -> str:
    """The `d` of a line through the points."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


@lru_cache(maxsize=256)
def _attribute(name: str) -> str:
    """SVG's own spelling: camel case stays, the rest has dashes."""
    return name.rstrip("_").replace("_", "-")
