"""The look in two files: every stylesheet and every behaviour, joined, squeezed and named by its content.

The ground's own files come first, in a fixed order; then each room's `static/<room>/<room>.css` and `.js`,
and what lies in its folders `css` and `js`, found by the static files finders. The view at `/assets/<name>` may let
browsers keep a bundle for ever: a change makes a new name.
"""

import gzip
import hashlib
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import get_script_prefix

Kind = Literal["css", "js"]

#: In the order of the layers; a folder stands for all its sheets. Parts come before what is made of them.
SHEETS = (
    "core/css/tokens.css",
    "core/css/base.css",
    "core/css/layout.css",
    "core/css/parts",
    "core/css/components",
)
LAST_SHEET = "core/css/utilities.css"
HTMX = "core/vendor/htmx/htmx.min.js"
BEHAVIOURS = "core/js"
#: Runs on its own, at `/sw.js`, and is never part of the bundle.
SERVICE_WORKER = "core/js/sw.js"

CONTENT_TYPES: dict[Kind, str] = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Bundle:
    """One file for the browser, plain and squeezed."""

    name: str
    body: bytes
    gzip: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class Source:
    """One file of ours: where it lives on the site and on the disk."""

    path: str
    file: Path
    room: bool = False


def bundle(kind: Kind) -> Bundle:
    """All stylesheets, or all scripts. Made once, and in DEBUG again when a file has changed."""
    sources = tuple(_sources(kind)) if settings.DEBUG else _found_once(kind)
    stamps = tuple(source.file.stat().st_mtime_ns for source in sources) if settings.DEBUG else ()
    return _joined(kind, sources, stamps, get_script_prefix())


def asset_url(kind: Kind) -> str:
    """The address at which the site serves the bundle."""
    return f"{get_script_prefix()}assets/{bundle(kind).name}"


@lru_cache(maxsize=8)
def _joined(kind: Kind, sources: tuple[Source, ...], _stamps: tuple[int, ...], _prefix: str) -> Bundle:
    prepare = _sheet if kind == "css" else _script
    body = "\n".join(prepare(source) for source in sources).encode()
    digest = hashlib.sha256(body).hexdigest()[:12]
    squeezed = gzip.compress(body, compresslevel=9, mtime=0)
    return Bundle(f"cookout-{digest}.{kind}", body, squeezed, CONTENT_TYPES[kind])


@cache
def _found_once(kind: Kind) -> tuple[Source, ...]:
    """A served house does not look for its files at every page."""
    return tuple(_sources(kind))


def _sources(kind: Kind) -> Iterator[Source]:
    if kind == "css":
        for path in SHEETS:
            yield from _found(path, "*.css")
        yield from _rooms(kind)
        yield from _found(LAST_SHEET)
    else:
        yield from _found(HTMX)
        yield from (source for source in _found(BEHAVIOURS, "*.js") if source.path != SERVICE_WORKER)
        yield from _rooms(kind)


def _found(path: str, pattern: str = "") -> Iterator[Source]:
    """One file, or all that match in a folder, in alphabetical order."""
    place = finders.find(path)
    if not isinstance(place, str):
        raise FileNotFoundError(f"The look is incomplete: static file {path} is missing.")
    folder = Path(place)
    if folder.is_dir():
        yield from (Source(f"{path}/{file.name}", file) for file in sorted(folder.glob(pattern)))
    else:
        yield Source(path, folder)


def _rooms(kind: Kind) -> Iterator[Source]:
    for config in apps.get_app_configs():
        house, _, room = config.name.rpartition(".")
        if house != "cookout" or room == "core":
            continue
        for path, pattern in ((f"{room}/{room}.{kind}", ""), (f"{room}/{kind}", f"*.{kind}")):
            if finders.find(path):
                yield from (replace(source, room=True) for source in _found(path, pattern))


def _sheet(source: Source) -> str:
    """A stylesheet without comments, its addresses made absolute; a room's sheet stays in its layer."""
    text = re.sub(r"/\*.*?\*/", "", source.file.read_text(encoding="utf-8"), flags=re.DOTALL)
    text = re.sub(r"\s*\n\s*", "\n", text).strip()
    folder = posixpath.dirname(source.path)

    def absolute(match: re.Match[str]) -> str:
        return f'url("{static(posixpath.normpath(posixpath.join(folder, match[1])))}")'

    text = re.sub(r"""url\(["']?(?!data:|#|/)([^"')]+)["']?\)""", absolute, text)
    return f"@layer rooms {{\n{text}\n}}" if source.room else text


def _script(source: Source) -> str:
    """A behaviour in a scope of its own; htmx stays global and as it came."""
    text = source.file.read_text(encoding="utf-8")
    if source.path == HTMX:
        return text
    text = re.sub(r"^\s*//.*\n", "", text, flags=re.MULTILINE)
    return f'(() => {{"use strict";\n{text.strip()}\n}})();'
