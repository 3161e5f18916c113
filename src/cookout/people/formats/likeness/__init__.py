"""Who stands in an address book twice: found among many, decided pair by pair, told with reasons. Pure."""

from .judge import Decision, Known, Reason, decide
from .pairs import Pair, likely_pairs

__all__ = ["Decision", "Known", "Pair", "Reason", "decide", "likely_pairs"]
