"""What the commands on files have in common: how they say what is wrong, and how they end."""

import argparse
import os
import sys
from collections.abc import Callable
from typing import NoReturn

from cookout.science.errors import ScienceError
from cookout.science.shown.harmless import harmless
from cookout.science.shown.progress import Shown

WRONG = 2
"""The exit code of whatever could not be done."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence."""

    def error(self, message: str) -> NoReturn:
        """End with it."""
        told = harmless(f"{message[:1].upper()}{message[1:].rstrip('.')}")
        self.exit(WRONG, f"{told}. `{self.prog} --help` says how.\n")


def carried_out(work: Callable[[], None], shown: Shown) -> int:
    """Do the work; 0 when done, 2 when not, with a sentence on the error output."""
    try:
        work()
    except ScienceError as wrong:
        return _stopped(shown, str(wrong))
    except KeyboardInterrupt:
        return _stopped(shown, "Stopped.")
    except BrokenPipeError:
        # Who read along has gone, as `head` does; what is left to say must not go there either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _stopped(shown: Shown, sentence: str) -> int:
    shown.clear()
    print(harmless(sentence), file=sys.stderr)
    return WRONG
