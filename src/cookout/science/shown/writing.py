"""Files written whole or not at all: a full disk leaves the old one as it was, and a sentence."""

import csv
import errno
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from cookout.science.errors import ScienceError


def write(path: str | Path, text: str) -> None:
    """The text as the file's whole content."""
    with whole_file(path) as file:
        file.write(text)


def write_table(path: str | Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Rows below a heading, as CSV."""
    with whole_file(path) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


@contextmanager
def whole_file(path: str | Path) -> Iterator[TextIO]:
    """A file that takes the place of `path` when it is done; whatever stops it before leaves `path` as it was."""
    beside = ""
    target = Path(path)
    try:
        target = _free(path)
        handle, beside = tempfile.mkstemp(prefix=".cookout-", dir=target.parent)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        # What mkstemp makes is for its owner alone; a report is as readable as other files of this person.
        os.chmod(beside, 0o666 & ~_mask())
        os.replace(beside, target)
    except OSError as refused:
        raise ScienceError(_said(target, refused)) from refused
    finally:
        with suppress(OSError):
            if beside:
                os.unlink(beside)


def _free(path: str | Path) -> Path:
    """Where to write: through a link, never in the place of a device or a pipe."""
    target = Path(path).resolve()
    if target.exists() and not (target.is_file() or target.is_dir()):
        raise ScienceError(f"“{path}” is no file but a device, a pipe or the like. Name a file.")
    return target


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _said(path: Path, refused: OSError) -> str:
    if refused.errno in (errno.ENOSPC, errno.EDQUOT):
        return (
            f"The disk is full: “{path}” was not written, and nothing of it was left. Free some room, or name another."
        )
    if refused.errno in (errno.ENOENT, errno.ENOTDIR):
        return f"“{path}” cannot be written: there is no folder “{path.parent}”. Make it, or name another."
    return f"“{path}” cannot be written ({refused.strerror}). Name another file."
