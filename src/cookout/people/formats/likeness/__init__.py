"""Who stands in an address book twice: found among many, decided pair by pair, told with reasons. Pure."""

from .cards import Decision, Known, Reason
from .judge import decide
from .pairs import Pair, likely_pairs

__all__ = ["Decision", "Known", "Pair", "Reason", "decide", "likely_pairs"]
