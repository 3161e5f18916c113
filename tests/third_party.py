"""THIRD_PARTY.md: what we stand on and under which licence. `make docs` writes it, a test compares it."""

import re
from importlib import metadata
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
TARGET = HOME / "THIRD_PARTY.md"

ONLY_ELSEWHERE = {"colorama": "BSD-3-Clause"}
"""Packages that are locked for other systems and therefore not installed here."""

NAMED = {
    "email-validator": "Unlicense",
    "fido2": "BSD-2-Clause AND Apache-2.0 AND MPL-2.0",
    "qrcode": "BSD-3-Clause AND MIT",
    "segno": "BSD-3-Clause",
    "sqlparse": "BSD-3-Clause",
    "vobject": "Apache-2.0",
}
"""Where the package's own words are no name of a licence."""

CLASSIFIED = {"MIT License": "MIT", "BSD License": "BSD"}

STATIC = "src/cookout/core/static/core"
WORDS = "src/cookout/science/words"
COPIED = (
    ("htmx", f"{STATIC}/vendor/htmx", "0BSD", f"{STATIC}/vendor/htmx/LICENSE"),
    ("jsQR 1.4.0", f"{STATIC}/vendor/jsqr", "Apache-2.0", f"{STATIC}/vendor/jsqr/LICENSE"),
    ("Vollkorn", f"{STATIC}/fonts", "OFL-1.1", f"{STATIC}/fonts/LICENSE-Vollkorn.txt"),
    ("Figtree", f"{STATIC}/fonts", "OFL-1.1", f"{STATIC}/fonts/LICENSE-Figtree.txt"),
    ("Vollkorn, as TrueType", "src/cookout/core/fonts", "OFL-1.1", "src/cookout/core/fonts/LICENSE-Vollkorn.txt"),
    ("Figtree, as TrueType", "src/cookout/core/fonts", "OFL-1.1", "src/cookout/core/fonts/LICENSE-Figtree.txt"),
    ("WordNet 3.0, a selection", WORDS, "WordNet-3.0", f"{WORDS}/LICENSE-WordNet.txt"),
    ("Tabler Icons", "src/cookout/core/icons", "MIT", "src/cookout/core/icons/LICENSE"),
)

HEAD = """# What Cookout stands on

Written by `make docs`. Cookout itself is under the Apache License 2.0 (see LICENSE).

## Copied into this repository

| what | where | licence | text |
|---|---|---|---|
"""

PACKAGES = """
## Installed with it (requirements.lock)

The LGPL packages are used unchanged, as libraries, and can be replaced by other versions of themselves.

| package | version | licence |
|---|---|---|
"""


def locked() -> list[tuple[str, str]]:
    """Name and version of every package that runs with Cookout."""
    text = (HOME / "requirements.lock").read_text(encoding="utf-8")
    found: list[tuple[str, str]] = re.findall(r"^([a-z0-9][\w.-]*)==(\S+)", text, re.MULTILINE)
    return found


def licence_of(name: str) -> str:
    """The licence in a word, as the package itself says it."""
    if known := NAMED.get(name) or ONLY_ELSEWHERE.get(name):
        return known
    told = metadata.metadata(name)
    words = told.get("License-Expression") or told.get("License") or ""
    if words and "\n" not in words and len(words) < 80:
        return words
    classified = [line.rsplit(":: ", 1)[1] for line in told.get_all("Classifier") or [] if line.startswith("License")]
    return " OR ".join(CLASSIFIED.get(word, word) for word in classified) or "unknown"


def render() -> str:
    """The whole file."""
    copied = "".join(f"| {name} | {where} | {licence} | {text} |\n" for name, where, licence, text in COPIED)
    packages = "".join(f"| {name} | {version} | {licence_of(name)} |\n" for name, version in locked())
    return HEAD + copied + PACKAGES + packages


if __name__ == "__main__":
    TARGET.write_text(render(), encoding="utf-8")
