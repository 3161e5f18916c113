"""Amounts of money as people write them: read into the smallest unit of a currency, written, and told as a band.

“1,480”, “1.480,00”, “€1 480”, “1'480.50”, “1.480,-” and “3.1k USD” are read. What can be read in two ways is not
guessed: it comes back with both readings. Currencies are those of ISO 4217 in which people pay, with their digits.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

MOST = 2**53 - 1
"""In the smallest unit. Every program that reads the API can hold this whole; beyond, some would round it."""

LONGEST = 60
"""Letters of an amount."""

TWO = """AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY
COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR
JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO
NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB
TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG"""

NONE = """BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"""

THREE = """BHD IQD JOD KWD LYD OMR TND"""

DIGITS = {code: digits for digits, codes in ((0, NONE), (2, TWO), (3, THREE)) for code in codes.split()}
"""For every currency the digits after the point (ISO 4217, minor units)."""

SIGNS: dict[str, tuple[str, ...]] = {
    "€": ("EUR",),
    "£": ("GBP", "EGP", "GIP", "SHP", "SSP", "SYP", "LBP", "FKP", "SDG"),
    "$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "TWD", "BRL", "ARS", "CLP", "COP", "JMD", "TTD", "BBD",
          "BMD", "BND", "BSD", "BZD", "CVE", "DOP", "FJD", "GYD", "KYD", "LRD", "NAD", "NIO", "SBD", "SRD", "TOP",
          "UYU", "WST", "XCD"),
    "¥": ("JPY", "CNY"),
    "₹": ("INR",),
    "₩": ("KRW", "KPW"),
    "₪": ("ILS",),
    "₫": ("VND",),
    "₦": ("NGN",),
    "₱": ("PHP",),
    "₴": ("UAH",),
    "₺": ("TRY",),
    "₽": ("RUB",),
    "฿": ("THB",),
    "₡": ("CRC",),
    "₲": ("PYG",),
    "₸": ("KZT",),
    "₾": ("GEL",),
}  # fmt: skip
"""For every sign the currencies that it stands for."""

TIMES = {"": 1, "k": 1000, "m": 1_000_000}

SHAPE = re.compile(r"([0-9][0-9.,' ]*|[.,][0-9]+)\s*([km])?", re.IGNORECASE)

GROUPED = re.compile(r"[1-9][0-9]{0,2}([.,' ])(?:[0-9]{3}\1)*[0-9]{3}|[1-9][0-9]?,(?:[0-9]{2},)+[0-9]{3}")
"""Thousands set apart, by threes or as in India."""


class Wrong(Enum):
    """Why something is no amount."""

    NOTHING = "nothing was written"
    LETTERS = "it cannot be read as a number"
    NOT_MORE = "it is zero or less"
    TWO_WAYS = "it can be read in two ways"
    DIGITS = "the currency has fewer digits after the point"
    TOO_MUCH = "more than can be kept"
    UNKNOWN = "no such currency"
    WHICH = "the sign stands for several currencies, or none was named"
    OTHER = "the sign or the letters say another currency than was chosen"


class NotMoney(ValueError):
    """What is wrong with an amount, with what to say about it."""

    def __init__(self, wrong: Wrong, said: str = "", *, either: tuple[str, ...] = (), digits: int = 0) -> None:
        super().__init__(f"{wrong.value}: {said}")
        self.wrong = wrong
        self.said = said
        self.either = either
        self.digits = digits


@dataclass(frozen=True, slots=True)
class Money:
    """So many of the smallest unit of a currency."""

    amount: int
    currency: str

    def __str__(self) -> str:
        return written(self)


def known_currency(code: str) -> str:
    """The currency of this code, in capital letters.

    >>> known_currency(" eur ")
    'EUR'
    """
    name = code.strip().upper()
    if name not in DIGITS:
        raise NotMoney(Wrong.UNKNOWN, code.strip()[:LONGEST])
    return name


def read(text: str, currency: str = "") -> Money:
    """What somebody wrote, in the chosen currency or in the one that the text names.

    >>> read("1,480", "USD"), read("1.480,00 EUR")
    (Money(amount=148000, currency='USD'), Money(amount=148000, currency='EUR'))
    >>> read("€1 480").amount, read("$3.1k", "USD").amount, read("¥1.480", "JPY").amount
    (148000, 310000, 1480)
    """
    plain = unicodedata.normalize("NFKC", text[: 2 * LONGEST]).replace("’", "'").strip()
    if not plain:
        raise NotMoney(Wrong.NOTHING)
    if len(text) > LONGEST or any(letter.isnumeric() and not letter.isdecimal() for letter in text):
        raise NotMoney(Wrong.LETTERS, text.strip()[:LONGEST])
    number, named = _apart(plain)
    code = _agreed(named, known_currency(currency) if currency.strip() else "", plain)
    return checked(_minor(number, code, plain), code, plain)


def checked(amount: int, currency: str, said: str = "") -> Money:
    """An amount in the smallest unit, if it is more than nothing and can be kept."""
    code = known_currency(currency)
    if amount <= 0:
        raise NotMoney(Wrong.NOT_MORE, said or str(amount))
    if amount > MOST:
        raise NotMoney(Wrong.TOO_MUCH, said or str(amount))
    return Money(amount, code)


def written(money: Money) -> str:
    """As it is shown; `read` reads it back.

    >>> written(Money(148000, "USD")), written(Money(148050, "EUR")), written(Money(1480, "JPY"))
    ('1,480\\xa0USD', '1,480.50\\xa0EUR', '1,480\\xa0JPY')
    """
    return f"{number_of(money)}\N{NO-BREAK SPACE}{money.currency}"


def number_of(money: Money) -> str:
    """The number alone; where the currency has three digits they are always there, else it could be misread."""
    digits = DIGITS[money.currency]
    whole, rest = divmod(money.amount, 10**digits)
    return f"{whole:,}.{rest:0{digits}}" if rest or digits > 2 else f"{whole:,}"


def band(money: Money) -> tuple[int, int]:
    """Between which whole amounts it lies, in steps of about three; below 100 it says no more than that.

    The same steps in every currency: no rate of exchange is known here, so that none can be wrong.

    >>> band(Money(148000, "USD")), band(Money(999, "EUR")), band(Money(3_000_000, "JPY"))
    ((1000, 3000), (0, 100), (3000000, 10000000))
    """
    whole = money.amount // 10 ** DIGITS[money.currency]
    if whole < 100:
        return 0, 100
    step = 10 ** (len(str(whole)) - 1)
    return (3 * step, 10 * step) if whole >= 3 * step else (step, 3 * step)


def _apart(plain: str) -> tuple[str, str]:
    """The number, and what names a currency before or after it."""
    if re.match(r"[-−–(]|[^0-9.,]{1,4}\s*[-−–]\s*[0-9]", plain):
        raise NotMoney(Wrong.NOT_MORE, plain)
    found = re.search(SHAPE, plain)
    if found is None:
        raise NotMoney(Wrong.LETTERS, plain)
    before, after = plain[: found.start()].strip(), plain[found.end() :].strip()
    number, times = found[1].strip(), (found[2] or "").lower()
    if times and f"{times}{after}".upper() in DIGITS:  # “5 MXN” begins with a letter that is no million
        times, after = "", f"{times}{after}"
    if number[-1] in ".," and after[:1] in ("-", "–", "—"):  # “1.480,-”: no cents
        number, after = f"{number}0", after.lstrip("-–— ")
    if before and after:
        raise NotMoney(Wrong.LETTERS, plain)
    return f"{number}{times}", before or after


def _agreed(named: str, chosen: str, plain: str) -> str:
    """The currency that text and choice agree on."""
    if not named:
        if not chosen:
            raise NotMoney(Wrong.WHICH, plain)
        return chosen
    may = SIGNS.get(named) or SIGNS.get(named.removeprefix("US").removeprefix("us")) or (named.upper(),)
    if named.upper() == "US$":
        may = ("USD",)
    if may[0] not in DIGITS:
        raise NotMoney(Wrong.UNKNOWN if named.isalpha() and len(named) <= 4 else Wrong.LETTERS, named)
    if chosen:
        if chosen not in may:
            raise NotMoney(Wrong.OTHER, named, either=(may[0], chosen))
        return chosen
    if len(may) > 1:
        raise NotMoney(Wrong.WHICH, named, either=may[:3])
    return may[0]


def _minor(number: str, currency: str, plain: str) -> int:
    """The number in the smallest unit."""
    bare, times = (number[:-1], TIMES[number[-1]]) if number[-1] in "km" else (number, 1)
    value = _decimal(bare.strip(), currency, times, plain) * times
    minor = value.scaleb(DIGITS[currency])
    if minor != minor.to_integral_value():
        raise NotMoney(Wrong.DIGITS, plain, digits=DIGITS[currency])
    return int(minor)


def _decimal(bare: str, currency: str, times: int, plain: str) -> Decimal:
    """The number, where only one reading makes sense."""
    if bare.isdigit():
        return Decimal(bare)
    whole, mark, rest = _halved(bare)
    grouped = re.fullmatch(GROUPED, bare)
    if grouped and mark in (".", ",") and whole.isdigit():
        if _is_unclear(mark, DIGITS[currency], times):
            raise NotMoney(Wrong.TWO_WAYS, plain, either=_both(whole, rest, currency, times))
        if mark == "." and DIGITS[currency] > 2:
            return Decimal(bare)
    if grouped:
        return Decimal(re.sub(r"[.,' ]", "", bare))
    if mark not in (".", ",") or not rest.isdigit() or not _is_whole(whole, mark):
        raise NotMoney(Wrong.LETTERS, plain)
    return Decimal(f"{re.sub(r'[^0-9]', '', whole) or '0'}.{rest}")


def _halved(bare: str) -> tuple[str, str, str]:
    """What stands before the last mark, the mark, and what stands behind it."""
    place = max(bare.rfind(mark) for mark in ".,' ")
    return bare[:place], bare[place], bare[place + 1 :]


def _is_whole(whole: str, mark: str) -> bool:
    """Digits before the point, set apart by another mark than the point, or not at all."""
    return not whole or whole.isdigit() or (mark not in whole and re.fullmatch(GROUPED, whole) is not None)


def _is_unclear(mark: str, digits: int, times: int) -> bool:
    """Whether one mark before three digits may be the point as well as set thousands apart.

    A currency without digits after the point has no point. In English a comma sets thousands apart, and where the
    currency has two digits nothing else makes sense; a full stop does either, by where one lives. Where it has three,
    a full stop before three is how it is written, and a comma does either.
    """
    if times > 1:
        return True
    return digits > 0 and mark == ("," if digits > 2 else ".")


def _both(whole: str, rest: str, currency: str, times: int) -> tuple[str, str]:
    """The two readings, each as it can be written without doubt."""
    thousands, point = Decimal(whole + rest) * times, Decimal(f"{whole}.{rest}") * times
    is_whole = point == point.to_integral_value()
    return (
        f"{thousands:f}",
        f"{int(point)}" if is_whole else f"{point.quantize(Decimal(1).scaleb(-DIGITS[currency])):f}",
    )
