"""Words that came out of a file, before they reach a terminal."""

import unicodedata

LONGEST = 1200
"""A sentence is no longer, whatever a file calls its columns."""


TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""What follows these is written backwards, or no longer."""


def harmless(text: str, longest: int | None = LONGEST) -> str:
    """The same without signs that a terminal obeys: escape sequences, bells, letters that turn the direction round.

    >>> harmless("Ana" + chr(27) + "[2J" + chr(0x202E))
    'Ana�[2J�'
    """
    if longest is not None and len(text) > longest:
        # What is wrong with a name stands behind it.
        text = f"{text[: longest // 2 - 1]}…{text[-(longest - longest // 2) :]}"
    return "".join("�" if _obeyed(sign) else sign for sign in text)


def _obeyed(sign: str) -> bool:
    return sign in TURNING or (sign != "\n" and unicodedata.category(sign) in ("Cc", "Cs"))
