"""Child processes that end with the process that started them, even where that one was killed and could tell nobody."""

import os
import threading
import time
from collections.abc import Callable

PULSE = 1.0


def end_with(parent: int, farewell: Callable[[], None]) -> None:
    """Say farewell within a second or two of the parent's end."""

    def listen() -> None:
        while os.getppid() == parent:
            time.sleep(PULSE)
        farewell()

    threading.Thread(target=listen, name="lifeline", daemon=True).start()
