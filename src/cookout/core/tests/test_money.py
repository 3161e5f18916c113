"""Amounts as people write them: what is read, what is asked about, what is refused, and back again."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cookout.core.money import DIGITS, MOST, Money, NotMoney, Wrong, band, checked, read, written

currencies = st.sampled_from(sorted(DIGITS))
amounts = st.integers(min_value=1, max_value=MOST)


def reason(text: str, currency: str) -> Wrong | None:
    """Why a text is no amount, if it is none."""
    try:
        read(text, currency)
    except NotMoney as wrong:
        return wrong.wrong
    return None


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [
        ("1,480", "USD", 148000),
        ("1.480,00", "EUR", 148000),
        ("1,480.5", "USD", 148050),
        ("€1 480", "", 148000),
        ("1\u202f480,50 €", "", 148050),
        ("CHF 1’480.–", "", 148000),
        ("1.480,-", "EUR", 148000),
        ("$3.1k", "USD", 310000),
        ("3,1k", "EUR", 310000),
        ("5k KWD", "", 5000000),
        ("2m", "EUR", 200000000),
        ("5 mxn", "", 500),
        ("US$ 20", "", 2000),
        (".5", "USD", 50),
        ("1.234", "JPY", 1234),
        ("1,234.567", "KWD", 1234567),
        ("1.234", "KWD", 1234),
        ("1.234.567", "KWD", 1234567000),
        ("1,00,000.50", "INR", 10000050),
        ("1.234.567,89", "EUR", 123456789),
    ],
)
def test_an_amount_is_read_as_people_write_it(text: str, currency: str, amount: int) -> None:
    assert read(text, currency).amount == amount


@pytest.mark.parametrize(
    ("text", "currency", "wrong"),
    [
        ("", "USD", Wrong.NOTHING),
        ("  ", "USD", Wrong.NOTHING),
        ("much", "USD", Wrong.LETTERS),
        ("1e5", "USD", Wrong.LETTERS),
        ("½", "USD", Wrong.LETTERS),
        ("10²", "USD", Wrong.LETTERS),
        ("1..2", "USD", Wrong.LETTERS),
        ("1,2,3", "USD", Wrong.LETTERS),
        ("1 2", "USD", Wrong.LETTERS),
        ("1" * 61, "USD", Wrong.LETTERS),
        ("$1 EUR", "", Wrong.LETTERS),
        ("-5", "USD", Wrong.NOT_MORE),
        ("$ -5", "USD", Wrong.NOT_MORE),
        ("(5)", "USD", Wrong.NOT_MORE),
        ("0.00", "USD", Wrong.NOT_MORE),
        ("0,999", "USD", Wrong.DIGITS),
        ("0.5", "JPY", Wrong.DIGITS),
        ("9007199254740992", "JPY", Wrong.TOO_MUCH),
        ("9" * 40, "USD", Wrong.TOO_MUCH),
        ("5", "XYZ", Wrong.UNKNOWN),
        ("5 XYZ", "", Wrong.UNKNOWN),
        ("5", "", Wrong.WHICH),
        ("$5", "", Wrong.WHICH),
        ("¥5", "", Wrong.WHICH),
        ("€5", "USD", Wrong.OTHER),
    ],
)
def test_what_is_no_amount_is_refused_with_its_reason(text: str, currency: str, wrong: Wrong) -> None:
    assert reason(text, currency) == wrong


@pytest.mark.parametrize(
    ("text", "currency", "either"),
    [
        ("1.234", "EUR", ("1234", "1.23")),
        ("1,234", "KWD", ("1234", "1.234")),
        ("1.480k", "USD", ("1480000", "1480")),
    ],
)
def test_what_can_be_read_in_two_ways_is_asked_about(text: str, currency: str, either: tuple[str, str]) -> None:
    with pytest.raises(NotMoney) as caught:
        read(text, currency)
    assert (caught.value.wrong, caught.value.either) == (Wrong.TWO_WAYS, either)


def test_currencies_have_the_digits_of_their_smallest_coin() -> None:
    assert [DIGITS[code] for code in ("JPY", "KRW", "EUR", "USD", "KWD", "TND")] == [0, 0, 2, 2, 3, 3]
    assert all(re.fullmatch("[A-Z]{3}", code) for code in DIGITS)
    assert len(DIGITS) > 150


@given(amounts, currencies)
def test_what_is_written_is_read_back(amount: int, currency: str) -> None:
    money = Money(amount, currency)
    assert read(written(money)) == read(written(money), currency) == money


@given(amounts, currencies, st.sampled_from([(".", ","), (",", " "), (",", "'"), (".", " ")]))
def test_other_ways_of_writing_are_read_or_asked_about_and_never_misread(
    amount: int, currency: str, marks: tuple[str, str]
) -> None:
    point, thousands = marks
    digits = DIGITS[currency]
    whole, rest = divmod(amount, 10**digits)
    text = f"{whole:,}".replace(",", thousands) + (f"{point}{rest:0{digits}}" if digits else "")
    wrong = reason(text, currency)
    assert wrong == Wrong.TWO_WAYS if wrong else read(text, currency) == Money(amount, currency)
    assert wrong is None or digits == len("000")  # only there the point may stand before three digits


@given(st.text(max_size=80), currencies)
def test_any_text_is_an_amount_or_a_reason(text: str, currency: str) -> None:
    assert reason(text, currency) or 0 < read(text, currency).amount <= MOST


@given(st.from_regex(r"\A[-(]?[$€]?[0-9]{0,4}[.,' ]?[0-9]{0,4}[.,' ]?[0-9]{0,4}[km]?[-)]?\Z"), currencies)
def test_what_looks_like_an_amount_is_one_or_a_reason(text: str, currency: str) -> None:
    if reason(text, currency):
        return
    money = read(text, currency)
    assert 0 < money.amount <= MOST
    assert read(written(money), currency) == money


@given(amounts, currencies)
def test_a_band_holds_its_amount_and_says_about_as_much(amount: int, currency: str) -> None:
    lower, upper = band(Money(amount, currency))
    assert lower * 10 ** DIGITS[currency] <= amount < upper * 10 ** DIGITS[currency]
    assert lower == 0 or upper <= 4 * lower


def test_zero_and_too_much_are_refused_as_numbers_too() -> None:
    for amount in (0, -1, MOST + 1):
        with pytest.raises(NotMoney):
            checked(amount, "EUR")
