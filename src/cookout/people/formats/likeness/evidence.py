"""What two cards have in common beside the name, and what contradicts that they are one person's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import phonenumbers
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from .letters import latin
from .names import FORMS, OFFICES
from .word_lists import words

DESKS = words(
    "info office contact hello hi mail email sales support service services admin shop store team "
    "reception empfang kontakt buero buro sekretariat billing accounts accounting orders order bookings "
    "booking reservations help webmaster postmaster noreply enquiries inquiries praxis kanzlei zentrale "
    "post president vicepresident vp secretary treasurer chair chapter membership members hr jobs careers "
    "press marketing verwaltung rechnung rechnungen bestellung family familie familia famille home house "
    "us we desk frontdesk welcome general management studio salon garage news newsletter director manager "
    "board clinic parish school kita events"
)
"""Mailboxes of an office or a house: whoever sits there reads them."""

FREE = words(
    "gmail googlemail gmx web yahoo hotmail outlook live icloud me aol mac msn proton protonmail t-online "
    "freenet mail post mailbox posteo correo courrier libero orange laposte comcast verizon att "
    "btinternet sky fastmail zoho yandex"
)
GENERIC = words(
    "national united american university universitat college first global international deutsche german "
    "stadt city county state community union royal great western eastern northern southern central public "
    "general company"
)
_SUFFIXES = words("com org net example co uk de at ch fr it es nl eu us io biz info www mail")
_STREET = {
    "strasse": "str",
    "street": "str",
    "st": "str",
    "avenue": "ave",
    "road": "rd",
    "drive": "dr",
    "lane": "ln",
    "court": "ct",
}
_DOTLESS = ("gmail.", "googlemail.")


@lru_cache(maxsize=200_000)
def mailbox(key: str) -> str:
    """A mail by the mailbox it arrives in: without a tag, and without dots where they say nothing.

    >>> mailbox("tobias.renfrew+chapter@gmail.com"), mailbox("a.b@example.org")
    ('tobiasrenfrew@gmail.com', 'a.b@example.org')
    """
    local, at, domain = key.casefold().strip().rpartition("@")
    local = local.partition("+")[0] or local
    domain = domain.replace("googlemail.", "gmail.")
    return f"{local.replace('.', '') if domain.startswith(_DOTLESS) else local}{at}{domain}"


def is_desk(mail: str) -> bool:
    """Whether a mailbox is an office's or a family's.

    >>> is_desk("familie.tamm@post.example.org"), is_desk("tamm@post.example.org")
    (True, False)
    """
    words = re.split(r"[^a-z]+", mail.partition("@")[0])
    return any(word in DESKS for word in words)


def domain_of(mail: str) -> str:
    """The domain of a firm's mail; nothing where everybody may have one there."""
    domain = mail.rpartition("@")[2]
    return "" if domain.split(".")[0] in FREE else domain


def number(key: str, value: str) -> str:
    """A number as it is compared: E.164 where a country is told, else as it is dialled within one.

    >>> number("101713920012", "0171/3920012"), number("491713920012", "+49 171 3920012")
    ('01713920012', '491713920012')
    """
    digits = "".join(sign for sign in value.partition("x")[0] if sign.isdigit())
    _number, ext, desk = key.partition("x")
    if value.lstrip().startswith("+") or not digits:
        return key
    if digits.startswith("00"):
        return f"{digits[2:]}{ext}{desk}"
    if len(digits) == 7:
        digits = f"0{digits}"
    if not digits.startswith("0"):
        return f"{digits}{ext}{desk}" if len(digits) > 11 else key
    return f"{digits}{ext}{desk}"


def same_numbers(mine: frozenset[str], theirs: frozenset[str]) -> set[str]:
    """The numbers that both have, with their country where one says it."""
    found = set(mine & theirs)
    for some, others in ((mine, theirs), (theirs, mine)):
        for one in some - found:
            if one.startswith("0") and len(one) >= 8:
                found |= {
                    other for other in others if other.endswith(one[1:]) and len(other) - len(one) in (0, 1, 2, 3)
                }
    return found


def tail(phone: str) -> str:
    """The end of a number, which is the same with its country and without."""
    plain, ext, desk = phone.partition("x")
    return f"{plain[-7:]}{ext}{desk}"


@lru_cache(maxsize=100_000)
def is_landline(number: str) -> bool:
    """Whether a number (digits of E.164) is a house's or an office's for sure: an extension is one desk's own."""
    if "x" in number:
        return False
    try:
        parsed = phonenumbers.parse(f"+{number}", None)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.FIXED_LINE


@lru_cache(maxsize=100_000)
def is_mobile(number: str) -> bool:
    """Whether a number is in somebody's pocket for sure."""
    try:
        parsed = phonenumbers.parse(f"+{number.partition('x')[0]}", None)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.MOBILE


@lru_cache(maxsize=200_000)
def firm(text: str) -> str:
    """A firm without its legal form.

    >>> firm("Hartwell Plumbing Inc."), firm("Weiß & Söhne KG")
    ('hartwell plumbing', 'weiss sohne')
    """
    words = [word for word in latin(text).split() if word not in FORMS]
    return " ".join(words) or latin(text)


def same_firm(one: str, other: str) -> bool:
    """Whether two firms are one, also abbreviated; branches told apart in words are two."""
    if not one or not other:
        return False
    if one == other or one.replace(" ", "") == other.replace(" ", ""):
        return True
    mine, theirs = sorted((one.split(), other.split()), key=len)
    if all(
        any(there.startswith(word) or word.startswith(there) for there in theirs if there[0] == word[0])
        for word in mine
    ):
        return len(mine) > 1 or len(mine[0]) >= 6
    initials = "".join(word[0] for word in theirs)
    if len(mine) == 1 and len(theirs) > 2 and mine[0] == initials:
        return True
    return min(len(one), len(other)) >= 8 and fuzz.ratio(one, other) >= 90


def is_like_firm(one: str, other: str) -> bool:
    """Whether two firms have a word in common that few have."""
    return any(len(word) >= 5 and word not in OFFICES | GENERIC for word in set(one.split()) & set(other.split()))


def is_of_firm(domain: str, name: str) -> bool:
    """Whether a domain spells a firm.

    >>> is_of_firm("copperleafcatering.example.com", "copperleaf catering")
    True
    """
    whole, words = name.replace(" ", ""), name.split()
    rare = {word for word in words if len(word) >= 5 and word not in OFFICES | GENERIC}
    initials = "".join(word[0] for word in words)
    for label in domain.split("."):
        host = re.sub(r"[^a-z0-9]", "", label)
        if label in _SUFFIXES or len(host) < 3:
            continue
        if host == whole or (len(initials) >= 3 and host == initials) or {host, *label.split("-")} & rare:
            return True
        if len(host) >= 5 and len(whole) >= 5 and (whole.startswith(host) or host.startswith(whole)):
            return True
    return False


@lru_cache(maxsize=100_000)
def place(text: str) -> tuple[str, frozenset[str]]:
    """A house (number and street) and the words of the whole address.

    >>> place("2210 Pinecrest Ave, Apt 5, Tacoma, WA")[0] == place("2210 Pinecrest Avenue #5, Tacoma")[0]
    True
    """
    words = [
        _STREET.get(word, word)
        for word in re.sub(r"(?<=[a-z])(strasse|str)\b", " str", latin(text.replace(".", " "))).split()
    ]
    house = ""
    for at, word in enumerate(words):
        if re.fullmatch(r"\d{1,5}[a-z]?", word):
            near = [one for one in words[max(0, at - 3) : at] if not one.isdigit()] or words[at + 1 : at + 2]
            streets = [one for one in near if one not in ("str", "ave", "rd", "dr", "ln", "ct") and len(one) > 2]
            house = f"{word} {streets[-1]}" if streets else ""
            break
    return house, frozenset(word for word in words if word.isalpha() and len(word) > 2)


def towns(addresses: Iterable[str]) -> frozenset[str]:
    """The words of what may be a town: the part after the street, else all of it."""
    found: set[str] = set()
    for text in addresses:
        parts = [part for part in re.split(r"[,\n;]", text) if part.strip()]
        tails = parts[1:] if len(parts) > 1 and any(sign.isdigit() for sign in parts[0]) else parts[:1]
        for part in tails:
            found |= {
                word
                for word in latin(part).split()
                if word.isalpha() and len(word) > 2 and word not in ("apt", "suite", "unit")
            }
    return frozenset(found)


_DAY = re.compile(r"(\d{4}|-)-\d\d-\d\d")


def birthdays(one: str, other: str) -> str:
    """ "same", "day" (the same day, a year unknown), "other", or nothing where one is not known or may be mistyped.

    >>> birthdays("1980-12-01", "1982-06-17"), birthdays("--08-15", "1970-08-15"), birthdays("1980-03-04", "1980-04-03")
    ('other', 'day', '')
    """
    if not _DAY.fullmatch(one) or not _DAY.fullmatch(other):
        return ""
    if one == other:
        return "day" if one.startswith("--") else "same"
    if one.startswith("--") or other.startswith("--"):
        return "day" if one[-5:] == other[-5:] else "other"
    if sorted((one[5:7], one[8:10])) == sorted((other[5:7], other[8:10])) and one[:4] == other[:4]:
        return ""
    return "" if OSA.distance(one, other) == 1 and one[:4] == other[:4] else "other"


def page(url: str) -> str:
    """A personal page: an address with a path to somebody, without its scheme."""
    bare = re.sub(r"^(https?://)?(www\.|m\.|de\.|uk\.)?", "", url.strip().casefold()).split("?")[0].rstrip("/")
    return bare if "/" in bare else ""
