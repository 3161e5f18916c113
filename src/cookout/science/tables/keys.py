"""Names of columns, compared by their letters."""

import re
import unicodedata


def key(name: str) -> str:
    """A name of a column without case, accents, blanks and signs: `1-2-1's` is `121s`, `Empfänger` is `empfaenger`."""
    plain = name.strip().lower()
    for umlaut, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        plain = plain.replace(umlaut, letters)
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKD", plain))
