"""Amounts that people type or programs send: money, or a refusal that says what is wrong."""

from django.utils.translation import gettext_lazy as _

from cookout.core import money
from cookout.core.refusal import Refusal

WHY = {
    money.Wrong.NOTHING: _("Write the amount, for example 1,480.00."),
    money.Wrong.LETTERS: _("“%(said)s” is no amount. Write it in digits, for example 1,480.00."),
    money.Wrong.NOT_MORE: _("“%(said)s” is no amount. Write more than nothing."),
    money.Wrong.TWO_WAYS: _("“%(said)s” can be read in two ways. Write %(first)s or %(second)s."),
    money.Wrong.DIGITS: _("This currency has %(digits)s digits after the point. “%(said)s” has more."),
    money.Wrong.TOO_MUCH: _("“%(said)s” is more than can be kept. Look at the digits once more."),
    money.Wrong.UNKNOWN: _(
        "“%(said)s” is no currency that is known here. Write its three letters, such as EUR or USD."
    ),
    money.Wrong.WHICH: _("Say which currency “%(said)s” is in, by its three letters."),
    money.Wrong.OTHER: _("“%(said)s” and the chosen currency differ: %(first)s or %(second)s?"),
}


def amount_of(text: str, currency: str = "") -> money.Money:
    """What somebody wrote, or one sentence that says what is wrong with it."""
    try:
        return money.read(text, currency)
    except money.NotMoney as wrong:
        raise _refusal(wrong) from wrong


def amount_in(amount: int, currency: str) -> money.Money:
    """An amount in the smallest unit of a currency, or one sentence that says what is wrong with it."""
    try:
        return money.checked(amount, currency)
    except money.NotMoney as wrong:
        raise _refusal(wrong) from wrong


def _refusal(wrong: money.NotMoney) -> Refusal:
    first, second = (*wrong.either, "", "")[:2]
    said = {"said": wrong.said, "digits": wrong.digits, "first": first, "second": second}
    return Refusal(str(WHY[wrong.wrong]) % said)
