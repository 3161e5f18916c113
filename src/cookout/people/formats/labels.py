"""The words for what a value is: types of vCard, labels of Apple and Google, one spelling for all."""

from __future__ import annotations

import re
from collections.abc import Iterable

# No words for a person to read: every EMAIL is internet, every TEL is voice.
_SILENT = frozenset({"internet", "voice", "postal", "parcel", "dom", "intl", "msg", "x400", "text", "video"})
_RENAMED = {"cell": "mobile", "homefax": "home fax", "workfax": "work fax", "otherfax": "other fax"}
_PLACES = ("home", "work", "other")
_TYPES = {word: word for word in ("home", "work", "fax", "pager", "other", "main", "school", "car", "iphone")}
_TYPES["mobile"] = "cell"
_RELATED = (
    "spouse partner child parent mother father brother sister sibling friend assistant manager contact me "
    "acquaintance met co-worker colleague co-resident neighbor kin muse crush date sweetheart agent emergency"
)
_TYPES |= {word: word for word in _RELATED.split()}

# Apple wraps its own labels in signs so that it can translate them; these are the ones that we know.
_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_", re.DOTALL)
_APPLE_WORDS = (
    "HomePage Anniversary Spouse Partner Child Parent Mother Father Brother Sister Friend Assistant Manager "
    "Other Home Work Mobile Main HomeFAX WorkFAX OtherFAX Pager AssistantPhone School"
)
APPLE = {word.lower(): word for word in _APPLE_WORDS.split()}
_FAXES = frozenset({"home fax", "work fax", "other fax"})
# Labels whose capitals say nothing: Google writes "Home", vCard "HOME", we "home".
KNOWN = frozenset(_TYPES) | frozenset(APPLE) | _FAXES | {"home page", "profile", "blog"}


def of_types(types: Iterable[str]) -> str:
    """The label that a property's types amount to.

    >>> of_types(["cell", "voice"]), of_types(["fax", "work"])
    ('mobile', 'work fax')
    """
    words = [_RENAMED.get(word, word) for word in types if word not in _SILENT]
    return " ".join(sorted(words, key=lambda word: word not in _PLACES))


def to_types(label: str) -> tuple[str, ...] | None:
    """The types that say this label; None if it needs a label of its own."""
    types = tuple(_TYPES.get(word, "") for word in label.split(" ")) if label else ()
    return types if all(types) and of_types(types) == label else None


def from_apple(text: str) -> str:
    """A label without Apple's wrapping; the ones that everybody uses in small letters."""
    wrapped = _APPLE_LABEL.fullmatch(text.strip())
    return wrapped.group(1).strip().lower() if wrapped else _known(text.strip())


def _known(label: str) -> str:
    return label.lower() if label.lower() in KNOWN else label


def to_apple(label: str) -> str:
    """A label as Apple and Google write it beside a value."""
    return f"_$!<{APPLE[label]}>!$_" if label in APPLE else label


def from_google(text: str) -> tuple[str, bool]:
    """A label and whether the value is preferred, which Google marks by a star."""
    starred = text.startswith("* ") or text == "*"
    label = text[1:].strip() if starred else text.strip()
    return _known(label), starred


def to_google(label: str, preferred: bool) -> str:
    """A label as Google writes it."""
    text = label.title() if label in KNOWN else label
    return f"* {text}".strip() if preferred else text
