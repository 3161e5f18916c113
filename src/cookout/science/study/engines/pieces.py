"""Rows of a database as numpy arrays, piece by piece, over the Arrow C stream interface and without pyarrow.

The structures are those of the Arrow C data interface, a stable binary agreement
(https://arrow.apache.org/docs/format/CDataInterface.html, CStreamInterface.html). Numbers only, and no NULL: what is
missing has a number of its own in the query.
"""

import ctypes
from collections.abc import Generator
from typing import Any

import numpy as np
import numpy.typing as npt

KINDS = {
    b"c": "i1", b"C": "u1", b"s": "i2", b"S": "u2", b"i": "i4", b"I": "u4", b"l": "i8", b"L": "u8", b"f": "f4",
    b"g": "f8",
}  # fmt: skip
"""Arrow's letter for a type of number, and numpy's."""

BITS = b"b"
"""Arrow packs true and false into bits."""


class Schema(ctypes.Structure):
    """struct ArrowSchema."""


class Array(ctypes.Structure):
    """struct ArrowArray."""


class Stream(ctypes.Structure):
    """struct ArrowArrayStream."""


Pointer = ctypes.c_void_p
Release = ctypes.CFUNCTYPE(None, Pointer)
Schema._fields_ = [
    ("format", ctypes.c_char_p), ("name", ctypes.c_char_p), ("metadata", Pointer), ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64), ("children", ctypes.POINTER(ctypes.POINTER(Schema))), ("dictionary", Pointer),
    ("release", Pointer), ("private_data", Pointer),
]  # fmt: skip
Array._fields_ = [
    ("length", ctypes.c_int64), ("null_count", ctypes.c_int64), ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64), ("n_children", ctypes.c_int64), ("buffers", ctypes.POINTER(Pointer)),
    ("children", ctypes.POINTER(ctypes.POINTER(Array))), ("dictionary", Pointer), ("release", Pointer),
    ("private_data", Pointer),
]  # fmt: skip
Stream._fields_ = [
    ("get_schema", ctypes.CFUNCTYPE(ctypes.c_int, Pointer, Pointer)),
    ("get_next", ctypes.CFUNCTYPE(ctypes.c_int, Pointer, Pointer)),
    ("get_last_error", ctypes.CFUNCTYPE(ctypes.c_char_p, Pointer)),
    ("release", Pointer),
    ("private_data", Pointer),
]

_unpacked = ctypes.pythonapi.PyCapsule_GetPointer
_unpacked.restype, _unpacked.argtypes = Pointer, [ctypes.py_object, ctypes.c_char_p]


class BrokenStream(RuntimeError):
    """The database stopped giving rows; the message is its own."""


def pieces(capsule: Any) -> Generator[dict[str, npt.NDArray[Any]], None, None]:
    """Each piece of the stream in this capsule, its columns copied out. At the end, early or not, it is released."""
    stream = Stream.from_address(_unpacked(capsule, b"arrow_array_stream"))
    try:
        kinds = _kinds(stream)
        while True:
            array = Array()
            _got(stream, stream.get_next(ctypes.addressof(stream), ctypes.addressof(array)))
            if not array.release:
                return
            try:
                columns = enumerate(kinds.items())
                piece = {name: _column(array.children[at].contents, kind, name) for at, (name, kind) in columns}
            finally:
                _release(array)
            yield piece
    finally:
        _release(stream)


def _kinds(stream: Any) -> dict[str, bytes]:
    """The columns and Arrow's letters for their types."""
    schema = Schema()
    _got(stream, stream.get_schema(ctypes.addressof(stream), ctypes.addressof(schema)))
    children = schema.children[: int(schema.n_children)]
    kinds = {child.contents.name.decode(): child.contents.format for child in children}
    _release(schema)
    unknown = [name for name, kind in kinds.items() if kind not in KINDS and kind != BITS]
    if unknown:
        raise TypeError(f"only numbers come in pieces, and these columns are none: {', '.join(unknown)}")
    return kinds


def _column(array: Any, kind: bytes, name: str) -> npt.NDArray[Any]:
    if array.null_count:
        raise TypeError(f"the column {name} has a NULL; give it a number in the query")
    start, length = int(array.offset), int(array.length)
    if not length:
        return np.empty(0, dtype=np.bool_ if kind == BITS else KINDS[kind])
    if kind == BITS:
        packed = _memory(array.buffers[1], (start + length + 7) // 8, "u1")
        return np.unpackbits(packed, bitorder="little")[start : start + length].astype(np.bool_)
    return _memory(array.buffers[1], start + length, KINDS[kind])[start:].copy()


def _memory(address: int, length: int, kind: str) -> npt.NDArray[Any]:
    size = length * np.dtype(kind).itemsize
    held: Any = (ctypes.c_char * size).from_address(address)
    return np.frombuffer(held, dtype=kind, count=length)


def _got(stream: Any, failed: int) -> None:
    if failed:
        said = stream.get_last_error(ctypes.addressof(stream))
        raise BrokenStream(said.decode(errors="replace") if said else f"error {failed}")


def _release(held: Any) -> None:
    if held.release:
        Release(held.release)(ctypes.addressof(held))
