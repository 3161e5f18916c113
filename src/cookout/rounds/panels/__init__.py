"""What the room `rounds` shows on pages of lower rooms."""

from cookout.rounds.panels import across, evenings, members, who_has_met, who_meets


def register() -> None:
    """Fill the slots."""
    across.register()
    members.register()
    evenings.register()
    who_has_met.register()
    who_meets.register()
