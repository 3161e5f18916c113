"""Nouns of the room `rounds`."""

from cookout.rounds.models.availability import Availability, Slot
from cookout.rounds.models.do_not_pair import DoNotPair
from cookout.rounds.models.draw import Draw
from cookout.rounds.models.evening import SpeedEvening, SpeedSeat
from cookout.rounds.models.pairing import Pairing, PairingReply
from cookout.rounds.models.round import Round

__all__ = [
    "Availability",
    "DoNotPair",
    "Draw",
    "Pairing",
    "PairingReply",
    "Round",
    "Slot",
    "SpeedEvening",
    "SpeedSeat",
]
