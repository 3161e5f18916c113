"""What the room `referrals` shows on pages of lower rooms."""

from cookout.referrals.panels import owed


def register() -> None:
    """Fill the slots."""
    owed.register()
