"""What two cards have in common beside the name, and what contradicts that they are one person's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import phonenumbers
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from .letters import latin
from .word_lists import COMMON, FORMS, OFFICES, words

DESKS = words(
    "info office contact hello hi mail email sales support service services admin shop store team reception "
    "empfang kontakt buero buro sekretariat billing accounts accounting orders order bookings booking "
    "reservations help webmaster postmaster noreply enquiries inquiries praxis kanzlei zentrale post president "
    "vicepresident vp secretary treasurer chair chapter membership members hr jobs careers press marketing "
    "verwaltung rechnung rechnungen bestellung family familie familia famille home house us we desk frontdesk "
    "welcome general management studio salon garage news newsletter director manager board clinic parish school "
    "kita events"
)
"""Mailboxes of an office or a house: whoever sits there reads them."""

FREE = words(
    "gmail googlemail gmx web yahoo hotmail outlook live icloud me aol mac msn proton protonmail t-online freenet "
    "mail post mailbox posteo correo courrier libero orange laposte comcast verizon att btinternet sky fastmail "
    "zoho yandex ymail rocketmail inbox email webmail freemail mymail home private personal pm tuta tutanota hey "
    "cox charter earthlink juno optonline rogers shaw sympatico bluewin free sfr wanadoo alice tin virgilio "
    "tiscali ziggo telenet arcor kabelmail seznam wp onet interia rambler bk list qq 163 126 sina naver daum "
    "rediffmail bigpond xtra example"
)
GENERIC = words(
    "national united american university universitat college first global international deutsche german stadt "
    "city county state community union royal great western eastern northern southern central public general "
    "company chapter verein club group team"
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


def is_mail(text: str) -> bool:
    """Whether a text is a mail address and nothing else, as programs put one where no name was.

    >>> is_mail("Ada@byron.example.org "), is_mail("Ada @ the gym")
    (True, False)
    """
    return re.fullmatch(r"[^@\s,;<>]+@[^@\s,;<>]+\.\w+", text.strip()) is not None


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
    if len(digits) == 11 and digits.startswith("89"):
        return f"7{digits[1:]}{ext}{desk}"  # as mobiles are dialled within Russia
    if digits.startswith("00"):
        return f"{digits[2:]}{ext}{desk}"
    if len(digits) in (7, 8, 9) and not digits.startswith("0"):
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


_MOBILES = {
    "44": "7", "49": "1[567]", "33": "[67]", "39": "3", "41": "7", "43": "6", "34": "[67]", "31": "6", "32": "4",
    "46": "7", "48": "[5-8]", "351": "9", "353": "8", "45": "[2-6]", "47": "[49]", "61": "4", "358": "[45]",
    "30": "6", "420": "[67]", "36": "[237]", "40": "7", "380": "[5-9]", "7": "9", "90": "5", "91": "[6-9]",
    "86": "1", "81": "[789]0", "82": "1", "84": "[3-9]", "55": "..9", "52": "1?", "972": "5", "971": "5",
    "966": "5", "20": "1", "234": "[789]", "27": "[678]",
}  # fmt: skip
"""How mobiles begin within a country, for numbers that nobody was given (yet); one number's plan says no difference."""

_NATIONAL = re.compile(r"07\d{9}|01[567]\d{8,10}|0[67]\d{8}|04\d{8}")


@lru_cache(maxsize=200_000)
def _kind(number: str) -> str:
    """ "mobile", "landline", or nothing where nobody can say."""
    if number.startswith("0"):
        return "mobile" if _NATIONAL.fullmatch(number) else ""
    try:
        parsed = phonenumbers.parse(f"+{number}", None)
    except phonenumbers.NumberParseException:
        return ""
    kinds, kind = phonenumbers.PhoneNumberType, phonenumbers.number_type(parsed)
    if kind in (kinds.MOBILE, kinds.FIXED_LINE):
        return "mobile" if kind == kinds.MOBILE else "landline"
    begins = _MOBILES.get(str(parsed.country_code))
    if kind != kinds.UNKNOWN or not begins:
        return ""
    return "mobile" if re.match(begins, str(parsed.national_number)) else "landline"


def is_landline(number: str) -> bool:
    """Whether a number (digits of E.164) is a house's or an office's for sure: an extension is one desk's own.

    >>> is_landline("493023125142"), is_landline("493023125142x14"), is_mobile("447700900102")
    (True, False, True)
    """
    return "x" not in number and _kind(number) == "landline"


def is_mobile(number: str) -> bool:
    """Whether a number is in somebody's pocket for sure."""
    return _kind(number.partition("x")[0]) == "mobile"


_LONG = {
    "bros": "brothers", "gebr": "gebruder", "intl": "international", "svcs": "services", "svc": "services",
    "service": "services", "mgmt": "management", "mfg": "manufacturing", "ctr": "center", "centre": "center",
    "natl": "national", "mt": "mount", "ft": "fort", "univ": "university", "hosp": "hospital",
    "ins": "insurance", "grp": "group", "assocs": "associates", "assoc": "associates", "partners": "partner",
}  # fmt: skip


@lru_cache(maxsize=200_000)
def firm(text: str) -> str:
    """A firm without its legal form.

    >>> firm("Hartwell Plumbing Inc."), firm("Weiß & Söhne KG")
    ('hartwell plumbing', 'weiss sohne')
    """
    words = [_LONG.get(word, _TOWNS.get(word, word)) for word in latin(text).split() if word not in FORMS]
    return " ".join(words) or latin(text)


_SMALL = words("of the for fur der die das des du de la le und and")


def same_firm(one: str, other: str) -> bool:
    """Whether two firms are one, also abbreviated; branches told apart in words are two."""
    if not one or not other:
        return False
    if one == other or one.replace(" ", "") == other.replace(" ", ""):
        return True
    mine, theirs = sorted((one.split(), other.split()), key=len)
    if all(
        any(is_short_for(*sorted((word, there), key=len)) for there in theirs if there[0] == word[0]) for word in mine
    ):
        return len(mine) > 1 or (len(mine[0]) >= 3 and mine[0] not in GENERIC | COMMON | OFFICES)
    initials = "".join(word[0] for word in theirs if word not in _SMALL)
    if len(mine) == 1 and len(theirs) > 2 and mine[0] == initials:
        return True
    return min(len(one), len(other)) >= 8 and fuzz.ratio(one, other) >= 90


def is_short_for(short: str, long: str) -> bool:
    """Whether a word is another's beginning, or it without some of its letters.

    >>> is_short_for("ins", "insurance"), is_short_for("agcy", "agency"), is_short_for("real", "retail")
    (True, True, False)
    """
    if long.startswith(short):
        return True
    left = iter(long)
    return len(short) >= 4 and short[-1] == long[-1] and short[1] not in "aeiou" and all(sign in left for sign in short)


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


_FLAT = re.compile(r"\b(flat|apt|apartment|unit|suite|ste|no|nr|top|wohnung)\s+\d+\w?\b")


@lru_cache(maxsize=100_000)
def place(text: str) -> tuple[str, frozenset[str]]:
    """A house (number and street) and the words of the whole address.

    >>> place("2210 Pinecrest Ave, Apt 5, Tacoma, WA")[0] == place("2210 Pinecrest Avenue #5, Tacoma")[0]
    True
    """
    plain = re.sub(
        r"\b(flat|apt|apartment|unit|suite|ste|no|nr|top|wohnung)\s+\d+\w?\b", " ", latin(text.replace(".", " "))
    )
    words = [_STREET.get(word, word) for word in re.sub(r"(?<=[a-z])(strasse|str)\b", " str", plain).split()]
    house = ""
    for at, word in enumerate(words):
        if re.fullmatch(r"\d{1,5}[a-z]?", word):
            near = [one for one in words[max(0, at - 3) : at] if not one.isdigit()] or words[at + 1 : at + 2]
            streets = [one for one in near if one not in ("str", "ave", "rd", "dr", "ln", "ct") and len(one) > 2]
            house = f"{word} {streets[-1]}" if streets else ""
            break
    return house, frozenset(_TOWNS.get(word, word) for word in words if word.isalpha() and len(word) > 2)


_TOWNS = {
    "munchen": "munich", "koln": "cologne", "wien": "vienna", "nurnberg": "nuremberg", "genf": "geneva",
    "geneve": "geneva", "roma": "rome", "milano": "milan", "mailand": "milan", "firenze": "florence", "torino": "turin",
    "praha": "prague", "prag": "prague", "warszawa": "warsaw", "warschau": "warsaw", "hannover": "hanover",
    "lisboa": "lisbon", "bruxelles": "brussels", "brussel": "brussels", "kobenhavn": "copenhagen", "basle": "basel",
    "kyiv": "kiev", "kiew": "kiev", "moskva": "moscow", "moskau": "moscow", "athina": "athens", "sevilla": "seville",
    "venezia": "venice", "napoli": "naples", "krakow": "cracow", "krakau": "cracow",
}  # fmt: skip


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
    return frozenset(_TOWNS.get(word, word) for word in found)


_PLACEHOLDERS = ("1604-", "1900-01-01", "1970-01-01", "0000-", "0001-")
"""What programs write where a year, or all of it, is not known."""

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
    if one.startswith(_PLACEHOLDERS) or other.startswith(_PLACEHOLDERS):
        return "day" if one[5:] == other[5:] and not {one, other} & {"1900-01-01", "1970-01-01"} else ""
    if sorted((one[5:7], one[8:10])) == sorted((other[5:7], other[8:10])) and one[:4] == other[:4]:
        return ""
    if one[5:] == other[5:] and abs(int(one[:4]) - int(other[:4])) < 15:
        return ""
    return "" if OSA.distance(one, other) == 1 and one[:4] == other[:4] else "other"


_FIRMS_PAGE = re.compile(
    r"/(company|school|team|about|about-us|contact|kontakt|impressum|ueber-uns|home|index\S*)(/|$)"
)


def page(url: str) -> str:
    """A personal page: an address with a path to somebody, without its scheme."""
    bare = re.sub(r"^(https?://)?(www\.|m\.|[a-z]{2}\.)?", "", url.strip().casefold()).split("?")[0].rstrip("/")
    bare = re.sub(r"(/in/[^/]+)/.*", r"\1", bare)
    return bare if "/" in bare and not _FIRMS_PAGE.search(bare) else ""


def site(url: str) -> str:
    """The site of a firm: an address without a path, or with one to the whole of it.

    >>> site("https://www.copperleaf.example.com/"), site("linkedin.com/in/ada")
    ('copperleaf.example.com', '')
    """
    bare = re.sub(r"^(https?://)?(www\.)?", "", url.strip().casefold()).split("?")[0].rstrip("/")
    return bare.partition("/")[0] if bare and not page(url) and "linkedin" not in bare else ""
