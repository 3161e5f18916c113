"""Text from bytes whose encoding nobody declared, or declared wrongly.

UTF-8 is tried first: text of another encoding is almost never valid UTF-8. Then the declared charset.
Then a guess between the code pages that address books of this world are found in, from letters that
stand where only one of the languages has them; the evidence adds up over the file.
"""

from __future__ import annotations

import re

# Only plain text encodings; Python knows others (punycode, unicode_escape) that no card may ask for.
_DECLARED = re.compile(
    r"(utf[-_]?(8|16|16le|16be)|us-?ascii|iso[-_]?8859[-_]\d{1,2}|latin-?[1-9]|(windows|cp)[-_]?\d{3,4}"
    r"|koi8-[ru]|shift[-_]?jis|euc[-_](jp|kr)|gb(k|2312|18030)|big5|iso-2022-jp|mac-?roman)",
    re.IGNORECASE,
)
_MULTIBYTE = re.compile(r"shift|euc|gb|big5|2022|16", re.IGNORECASE)

_VOWEL = rb"[aeiouy\xe0-\xe6\xe8-\xef\xf2-\xf6\xf9-\xfd]"
_CLUES: dict[str, re.Pattern[bytes]] = {
    # Four letters above ASCII in a row: a Cyrillic word.
    "cp1251": re.compile(rb"[\xc0-\xff]{4}"),
    # Signs of cp1252 amid letters, n-acute before a consonant, c-caron before a vowel, r-caron, e-caron …
    "cp1250": re.compile(
        rb"[A-Za-z][\xb3\xb9\xbf\x9f][A-Za-z]|[A-Za-z]\x9c(?![uief])|[\xa3\xaf\x8c][a-z\xf3]|[a-z]\xbe[a-z]"
        rb"|[A-Za-z]\xf1(?!" + _VOWEL + rb")|[\xe8\xc8](?=[aeiou\xe1\xe9\xed\xf3\xfa])"
        rb"|\xf8(?=[au\xe1\xe9\xed])|[\xec\xf9](?=[a-z])|[iou]\xe6(?![a-z])|\xea(?=[bdgkz])"
    ),
    # The same letters where French, Spanish, Portuguese or the Nordic languages have them.
    "cp1252": re.compile(
        rb"\xf1(?=" + _VOWEL + rb")|\xe8(?=[bcdfglmnpqrstvz])|\xea(?=[tmlnr])|\xf8(?=[bdefgijklmnprstvy])"
        rb"|\xe5(?=[a-z])|\xe3o|\xf5e|[\xe0\xf9](?![a-z])|\x9c[uief]"
    ),
}


_WEIGHT = {"cp1251": 10}  # a whole word says more than a letter


def _mended(raw: bytes) -> str:
    """UTF-8 of which a letter was cut in two, as old phones do at the end of a line; else nothing."""
    text = raw.decode("utf-8", "replace")
    lost = text.count("\N{REPLACEMENT CHARACTER}")
    letters = len(text) - lost - sum(char.isascii() for char in text)
    return text.replace("\N{REPLACEMENT CHARACTER}", "") if letters > 4 * lost else ""


class Decoder:
    """Decodes one file's pieces; remembers which code page the file has looked like so far."""

    def __init__(self) -> None:
        self._votes = dict.fromkeys(_CLUES, 0)

    def __call__(self, raw: bytes, charset: str = "") -> str:
        shifting = charset.lower().startswith("iso-2022")
        text = raw.decode("ascii") if raw.isascii() and not shifting else self._any(raw, charset)
        return text.replace("\0", "") if "\0" in text else text

    def _any(self, raw: bytes, charset: str) -> str:
        declared = charset if _DECLARED.fullmatch(charset) else ""
        order = [declared, "utf-8"] if _MULTIBYTE.search(declared) else ["utf-8", declared]
        for encoding in filter(None, order):
            try:
                return raw.decode(encoding)
            except (LookupError, UnicodeDecodeError):
                continue
        return _mended(raw) or self._guess(raw)

    def _guess(self, raw: bytes) -> str:
        here = {page: _WEIGHT.get(page, 1) * len(clue.findall(raw[:10_000])) for page, clue in _CLUES.items()}
        for page, count in here.items():
            self._votes[page] += count
        votes = here if any(here.values()) else self._votes
        best = max(("cp1252", "cp1250", "cp1251"), key=lambda page: votes[page])
        try:
            return raw.decode(best)
        except UnicodeDecodeError:
            return raw.decode("latin-1")
