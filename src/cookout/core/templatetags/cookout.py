"""The words of the templates: icons, faces, pips, dates, the two bundles and the phone's bar."""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.forms import BoundField
from django.template.context import Context
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cookout.core.addresses import address_of
from cookout.core.assets import asset_url
from cookout.core.charts import face
from cookout.core.forms import shape
from cookout.core.search import places

register = template.Library()

ICONS = Path(__file__).resolve().parent.parent / "icons"


@register.simple_tag
def stylesheets() -> SafeString:
    """The link to the one stylesheet of the house."""
    return format_html('<link rel="stylesheet" href="{}">', asset_url("css"))


@register.simple_tag
def scripts() -> SafeString:
    """The one script of the house, run when the page has been read."""
    return format_html('<script src="{}" defer></script>', asset_url("js"))


@register.filter
def marked(text: str, looked_for: str) -> SafeString:
    """The text, escaped, with the words marked that begin with one that is looked for."""
    parts, last = [], 0
    for start, end in places(text, looked_for):
        parts += [escape(text[last:start]), format_html("<mark>{}</mark>", text[start:end])]
        last = end
    return mark_safe("".join([*parts, escape(text[last:])]))  # noqa: S308  (each part is escaped)


@register.simple_tag
def address(name: str, key: object) -> str:
    """The address of one thing, for a page that shows dozens of its kind (`url` looks for each anew)."""
    return address_of(name, key)


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, class_: str = "") -> SafeString:
    """One outline, drawn in place; it repeats the words beside it and is silent."""
    classes = f"icon {class_}".rstrip()
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        classes,
        _strokes(name),
    )


@lru_cache(maxsize=256)
def _strokes(name: str) -> SafeString:
    """What is inside the icon's file, without the empty frame that Tabler draws first."""
    if not re.fullmatch(r"[a-z0-9-]+", name):
        raise template.TemplateSyntaxError(f"{name!r} is not the name of an icon.")
    file = ICONS / f"{name}.svg"
    if not file.is_file():
        raise template.TemplateSyntaxError(f"There is no icon {name!r} in core/icons.")
    inner = re.sub(
        r"^.*?<svg[^>]*>|</svg>\s*$",
        "",
        file.read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )
    inner = re.sub(r'<path stroke="none"[^>]*/>', "", inner)
    return mark_safe(re.sub(r"\s+", " ", inner).strip())  # noqa: S308  a file of our own


@register.simple_tag
def avatar(person: Any, size: str = "", ring: Any = None) -> SafeString:
    """A face: photo or initials in the person's tint; with `ring`, how much of the tie is left, 0 to 100.

    `person` is anything with a `name`, or the name itself; a `photo_url` replaces the initials.
    `ring` is a number or anything with a `percent`.
    """
    name = _of(person, "name") or str(person or "")
    percent = getattr(ring, "percent", ring)
    photo = _of(person, "photo_url")
    picture = ("<span>{}</span>", face.initials(name))
    if photo:
        picture = ('<img class="avatar__photo" src="{}" alt="" loading="lazy">', photo)
    # Drawn here and not by a template: a list has dozens of faces.
    return format_html(
        '<span class="avatar avatar--t{}{}" aria-hidden="true">{}{}</span>\n',
        face.tint(name),
        f" avatar--{size}" if size else "",
        "" if percent is None or percent == "" else face.ring(float(percent)),
        format_html(*picture),
    )


@register.simple_tag
def pips(known: int, of: int = 3) -> SafeString:
    """So many of so many, as filled and open dots."""
    known, of = max(0, min(int(known), int(of))), int(of)
    label = _("%(known)s of %(of)s") % {"known": known, "of": of}
    dots = mark_safe('<i class="on"></i>' * known + "<i></i>" * (of - known))  # noqa: S308  constants only
    return format_html('<span class="pips" role="img" aria-label="{}">{}</span>', label, dots)


@register.simple_tag
def temperature(step: int, words: str) -> SafeString:
    """How warm a referral is: one to three bars, and words."""
    bars = mark_safe("<i></i>" * 3)  # noqa: S308  constants only
    frame = '<p class="temp temp--{}"><span class="temp__bars" aria-hidden="true">{}</span>{}</p>'
    return format_html(frame, max(1, min(3, int(step))), bars, words)


@register.filter
def undo_url(message: Any) -> str:
    """Where a message's Undo goes: `messages.success(request, …, extra_tags=f"undo={url}")`."""
    tags = str(getattr(message, "extra_tags", "") or "").split()
    return next((tag.removeprefix("undo=") for tag in tags if tag.startswith("undo=")), "")


@register.filter
def field_template(field: BoundField) -> str:
    """The template that draws a form's field."""
    return f"core/forms/_{shape(field)}.html"


#: Looked for in this order, because one browser claims to be the others too.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "Linux": "Linux",
}


@register.filter
def device(user_agent: str) -> str:
    """Firefox on Windows: enough to know one's own device again."""
    browser = next((name for mark, name in BROWSERS.items() if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS.items() if mark in user_agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("A program")


#: How allauth's words for a button become ours; a button without any of them is the one primary act.
BUTTON_TAGS = {
    "outline": "btn",
    "secondary": "btn",
    "danger": "btn",
    "panel": "btn btn--small",
    "tool": "btn btn--small",
    "minor": "btn btn--small",
    "link": "btn btn--ghost",
    "cancel": "btn btn--ghost",
}


@register.filter
def button_classes(attrs: dict[str, Any]) -> str:
    """The classes of a button on one of allauth's pages."""
    known = [BUTTON_TAGS[tag] for tag in attrs.get("tags") or () if tag in BUTTON_TAGS]
    if known:
        return known[-1]
    return "btn" if attrs.get("href") else "btn btn--primary"


@register.inclusion_tag("core/_tabbar.html", takes_context=True)
def tabbar(context: Context) -> dict[str, Any]:
    """The phone's bar: two places, Add, a third place, and More with all the rest."""
    nav: Sequence[Any] = context.get("nav") or ()
    more: Sequence[Any] = context.get("nav_more") or ()
    fits = len(nav) <= 4 and not more
    rest = () if fits else (*nav[3:], *more)
    return {
        "left": nav[:2],
        "right": nav[2:4] if fits else nav[2:3],
        "rest": rest,
        "rest_is_current": any(_of(item, "current") for item in rest),
        "add_url": context.get("add_url"),
        "csrf_token": context.get("csrf_token"),
    }


def _of(thing: Any, key: str) -> str:
    """A value of an object or of a mapping; empty when it has none."""
    value = thing.get(key) if isinstance(thing, dict) else getattr(thing, key, "")
    return str(value or "")
