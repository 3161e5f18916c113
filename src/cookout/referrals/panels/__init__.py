"""What the room `referrals` shows on pages of lower rooms."""

from cookout.referrals.panels import between, business, links, owed, passing


def register() -> None:
    """Fill the slots."""
    owed.register()
    business.register()
    between.register()
    passing.register()
    links.register()
