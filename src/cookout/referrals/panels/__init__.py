"""What the room `referrals` shows on pages of lower rooms."""

from cookout.referrals.panels import between, business, fit, ledger, links, month, owed, passing, record, thanks


def register() -> None:
    """Fill the slots."""
    owed.register()
    business.register()
    between.register()
    passing.register()
    links.register()
    fit.register()
    ledger.register()
    record.register()
    month.register()
    thanks.register()
