"""Letters go out with the act that they tell of, and are held back with it."""

from cookout.core.signals import act_undone
from cookout.rounds import mail, signals


def connect() -> None:
    """Listen."""
    signals.round_announced.connect(mail.write_announced, dispatch_uid="rounds.write_announced")
    signals.round_called_off.connect(mail.write_called_off, dispatch_uid="rounds.write_called_off")
    signals.pairing_changed.connect(mail.write_changed, dispatch_uid="rounds.write_changed")
    act_undone.connect(mail.hold_back, dispatch_uid="rounds.hold_back")
