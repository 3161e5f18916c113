"""Broken in any way, a file is read or refused: never an exception, never more than linear time."""

from __future__ import annotations

import io
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cookout.people.formats import Card, RefusedFile, Unreadable, read, write_google_csv, write_vcard

from .test_formats_vcard import FILES

SEEDS = [path.read_bytes() for path in sorted(FILES.glob("*.[cv][sc][vf]"))]
PIECES = [
    b"\r",
    b"\n",
    b"\n ",
    b":",
    b";",
    b",",
    b'"',
    b"=",
    b"\\",
    b"^",
    b"BEGIN:VCARD\n",
    b"END:VCARD\n",
    b"\xff",
    b"\xc3",
]
PIECES += [
    b"AGENT:\n",
    b";ENCODING=QUOTED-PRINTABLE",
    b";ENCODING=b",
    b";CHARSET=utf-7",
    b"item1.",
    b":::",
    b"\t",
    b"data:,",
]
mutations = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 40), st.one_of(st.sampled_from(PIECES), st.binary(max_size=4))),
    max_size=12,
)


def mutated(seed: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    data = bytearray(seed)
    for where, cut, piece in changes:
        at = int(where * len(data))
        data[at : at + cut] = piece
    return bytes(data)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SEEDS), mutations)
def test_a_mutated_file_is_read_or_refused_and_what_was_read_can_be_written(
    seed: bytes, changes: list[tuple[float, int, bytes]]
) -> None:
    try:
        items = list(read(io.BytesIO(mutated(seed, changes))))
    except RefusedFile:
        return
    assert all(isinstance(item, Card | Unreadable) for item in items)
    people = [item for item in items if isinstance(item, Card)]
    assert all(card.name.full.strip() for card in people)
    for data in (write_vcard(people, "3.0"), write_vcard(people, "4.0"), write_google_csv(people)):
        b"".join(data).decode()


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_at_all_are_read_or_refused(data: bytes) -> None:
    for start in (b"", b"BEGIN:VCARD\n", b"First Name,Labels\n"):
        try:
            list(read(io.BytesIO(start + data)))
        except RefusedFile:
            continue


NASTY = {
    "lone returns": b"\r" * 64,
    "backslashes": b"NOTE:" + b"\\" * 60,
    "soft breaks": b"NOTE;ENCODING=QUOTED-PRINTABLE:=\n=\n=\n=\n",
    "folds": b" x\n x\n x\n x\n",
    "loose base64": b"PHOTO;ENCODING=b:\nAAAA\nAAAA\nAAAA\n",
    "semicolons": b"N:" + b";" * 60,
    "parameters": b"TEL" + b";A=b" * 15 + b":1\n",
    "quotes": b'TEL;A="":"' + b'"' * 50,
    "agents": b"AGENT:\nBEGIN:VCARD\nFN:x\n",
    "dots": b"a.b.c.d." * 8,
    "groups": b"item1.X-ABLabel:x\nitem1.TEL:1\n",
    "commas": b"CATEGORIES:" + b"," * 60 + b"\n",
    "high bytes": b"NOTE:" + b"\xe8\xf1\xec" * 20 + b"\n",
    "no colon": b"junk " * 12,
    "blank": b"\n" * 64,
}


@pytest.mark.parametrize("piece", NASTY.values(), ids=NASTY.keys())
@pytest.mark.parametrize(
    "start", [b"BEGIN:VCARD\nVERSION:2.1\nFN:Ada\n", b'First Name,Labels,Notes\nAda,,"'], ids=["vcard", "csv"]
)
def test_time_grows_no_faster_than_the_file(start: bytes, piece: bytes) -> None:
    def seconds(times: int) -> float:
        data = io.BytesIO(start + piece * times)
        begun = time.process_time()
        try:
            for _ in read(data):
                pass
        except RefusedFile:
            pass
        return time.process_time() - begun

    few = 250_000 // 8 // len(piece)
    # Eight times the file in eight times the time; quadratic would be sixty-four times. The best of three,
    # because the machine has other things to do.
    assert any(seconds(few * 8) < 24 * max(seconds(few), 0.004) for _ in range(3))
