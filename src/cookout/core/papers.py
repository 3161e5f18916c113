"""Sheets of paper: a Typst template of a room, set with its data into one accessible PDF (PDF/UA-1).

Templates lie beside the pages, in `templates/<room>/<name>.typ`, and share the look of `core/paper.typ`. Data travels
as JSON and is never part of the program, so nothing that somebody typed can be taken for markup.
"""

import functools
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import typst
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header

from cookout.core.models import User

HOUSE = Path(__file__).resolve().parents[1]
FONTS = HOUSE / "core" / "fonts"
LETTER, A4 = "us-letter", "a4"
LETTER_COUNTRIES = frozenset({"US", "CA"})
LONGEST_WORD = 24
"""Longer ones may break anywhere: a word must not run out of its column."""
MISSING = "▯"
_UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
_TRIES = 4
_NO_SIGN = frozenset({"Cc", "Cs", "Co"})
"""Control signs, half characters and private ones. New signs that Python does not know yet may have a typeface."""
_TURNING = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
"""Signs that turn the direction of what follows: on paper each script runs as it does by itself."""


def pdf(template: Path | str, data: Mapping[str, Any], *, size: str = A4) -> bytes:
    """Set `"room/name.typ"` with its data; signs that no typeface here has become a small empty frame."""
    told = json.dumps({**data, "size": size, "lang": _language()}, cls=DjangoJSONEncoder)
    ready = _printable(json.loads(told))
    unknown: set[str] = set()
    for _time in range(_TRIES):
        try:
            return _set(template, _without(ready, unknown))
        except typst.TypstError as problem:
            unshown = _unshown(problem)
            if not unshown - unknown:
                break
            unknown |= unshown
    return _set(template, _plain(ready))


def size_for(user: User) -> str:
    """The paper in this user's printer: Letter in the United States and Canada, else A4."""
    return LETTER if user.region_code.upper() in LETTER_COUNTRIES else A4


def answer(body: bytes, name: str) -> HttpResponse:
    """Show the sheet in the browser under a file name; nobody on the way keeps a copy."""
    response = HttpResponse(body, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=name) or "inline"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@functools.cache
def _fonts() -> typst.Fonts:
    # The system's typefaces come last: they lend signs that ours lack (Hebrew, Chinese), where it has them.
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True, font_paths=[str(FONTS)])


def _set(template: Path | str, data: Any) -> bytes:
    compiler = typst.Compiler(
        input=str(_place(template)),
        root=str(HOUSE),
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    made = compiler.compile(format="pdf", pdf_standards=["ua-1"])
    if not isinstance(made, bytes):
        raise TypeError(f"{template} became no PDF.")
    return made


def _place(template: Path | str) -> Path:
    if isinstance(template, Path):
        return template
    room = template.partition("/")[0]
    return HOUSE / room / "templates" / template


def _language() -> str:
    return (translation.get_language() or "en").partition("-")[0]


def _unshown(problem: typst.TypstError) -> set[str]:
    """The signs that the typesetter could not find in any typeface, from its own words."""
    texts = _UNSHOWN.findall(f"{problem.message}\n{problem.diagnostic}")
    return {sign for text in texts for sign in _ESCAPE.sub(lambda code: chr(int(code[1], 16)), text)} - set(" \n")


def _printable(value: Any) -> Any:
    """The same data without control signs and half characters, its endless words made breakable."""
    return _mapped(value, _tidy)


def _without(value: Any, unknown: Iterable[str]) -> Any:
    table = {ord(sign): MISSING for sign in unknown}
    return _mapped(value, lambda text: text.translate(table)) if table else value


def _plain(value: Any) -> Any:
    """What our own typefaces surely have: the last resort."""
    return _mapped(value, lambda text: "".join(sign if sign < "\u0180" else MISSING for sign in text))


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, dict):
        return {name: _mapped(part, change) for name, part in value.items()}
    if isinstance(value, list):
        return [_mapped(part, change) for part in value]
    return change(value) if isinstance(value, str) else value


def _tidy(text: str) -> str:
    kept = "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) not in _NO_SIGN)
    if text and not any(unicodedata.category(sign)[0] not in "CZ" for sign in kept):
        return MISSING if text.strip() else ""  # a heading of invisible signs alone would be none
    return re.sub(rf"\S{{{LONGEST_WORD}}}(?=\S)", lambda word: f"{word[0]}\u200b", kept.translate(_TURNING))
