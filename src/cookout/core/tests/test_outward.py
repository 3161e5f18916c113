"""Calling an address that somebody gave: whatever it is written like, it leads nowhere inside."""

import socket
from typing import Any

import pytest

from cookout.core import outward
from cookout.core.outward import NotPublic, Unanswered, is_public, post, target
from cookout.core.refusal import Refusal

INSIDE = [
    "127.0.0.1", "localhost", "[::1]", "[::]", "0.0.0.0", "169.254.169.254", "10.0.0.1", "10.255.255.254",
    "172.16.0.1", "192.168.1.1", "100.64.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0",
    "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::7f00:1]", "[64:ff9b::7f00:1]", "[fe80::1]", "[fc00::1]", "[fec0::1]",
    "[2002:7f00:1::]", "255.255.255.255", "224.0.0.1", "localhost.",
]  # fmt: skip


@pytest.fixture
def no_call(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection would be a failure."""

    def called(*args: Any, **kwargs: Any) -> socket.socket:
        raise AssertionError(f"called {args}")

    monkeypatch.setattr(socket, "create_connection", called)


@pytest.mark.parametrize("host", INSIDE)
@pytest.mark.usefixtures("no_call")
def test_what_lies_inside_is_not_called_however_it_is_written(host: str) -> None:
    for scheme in ("http", "https"):
        with pytest.raises((NotPublic, Unanswered)):
            post(f"{scheme}://{host}/latest/meta-data/", b"", {})


def resolving(*addresses: str) -> Any:
    def found(*args: Any, **kwargs: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in addresses]

    return found


@pytest.mark.usefixtures("no_call")
@pytest.mark.parametrize("addresses", [["10.0.0.7"], ["93.184.216.34", "127.0.0.1"], ["169.254.169.254"]])
def test_a_name_that_leads_inside_is_not_called(monkeypatch: pytest.MonkeyPatch, addresses: list[str]) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", resolving(*addresses))
    with pytest.raises(NotPublic, match="inside"):
        post("http://harmless.example/", b"", {})


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])  # the name means something else a moment later
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: resolving(*next(answers))())
    called = []

    def connected(address: tuple[str, int], **kwargs: Any) -> socket.socket:
        called.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connected)
    with pytest.raises(Unanswered, match="Nobody listens"):
        post("http://rebinding.example:8080/", b"", {})
    assert called == [("93.184.216.34", 8080)]


@pytest.mark.parametrize(
    "url",
    [
        "", "example.org", "ftp://example.org/", "file:///etc/passwd", "javascript:alert(1)", "https://", "http:///x",
        "http://example.org:0/", "http://example.org:99999/", "http://example.org/\r\nHost: x", "http://exa mple.org/",
        "http://[::1/", "https://ünicode.example/", "http://user:word@example.org/", "gopher://example.org/", "//x/y",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_in_words(url: str) -> None:
    with pytest.raises(Refusal) as refused:
        target(url)
    assert str(refused.value).endswith((".", "them."))


def test_an_address_is_read_in_its_parts() -> None:
    assert target("https://example.org") == outward.Target("https", "example.org", 443, "/")
    assert target("http://example.org:8080/a?b=1#c").path == "/a?b=1"
    assert [target(url).named for url in ("http://[2606:4700::1]:81/", "https://example.org:443/")] == [
        "[2606:4700::1]:81",
        "example.org",
    ]


def test_what_is_public_is_public() -> None:
    assert all(map(is_public, ["8.8.8.8", "93.184.216.34", "2606:4700::1111"]))


def test_what_speaks_no_http_is_said_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)
        port = server.getsockname()[1]
        with pytest.raises(Unanswered):
            post(f"https://127.0.0.1:{port}/", b"", {}, to_private=True, within=0.3)
