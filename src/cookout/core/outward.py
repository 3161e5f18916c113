"""Calling an address that a user gave: public addresses only, checked where the connection is made, and never for long.

The name is resolved once and the connection goes to the very address that was checked, so that a name which means
something else a moment later (DNS rebinding) leads nowhere. Redirects are not followed; what is answered is not read.
"""

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from cookout.core.refusal import Refusal

PORTS = {"http": 80, "https": 443}
INSIDE_V6 = [
    ipaddress.IPv6Network(net) for net in ("::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")
]
"""Networks of version 6 that stand for addresses of version 4: what they lead to is not decided here."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Unanswered(Exception):
    """Nobody answered, in words for whoever waits; it may go better next time."""


class NotPublic(Refusal):
    """The address lies inside: on this machine or in its network."""

    @classmethod
    def of(cls, host: str) -> "NotPublic":
        """In words."""
        said = _("“%s” lies inside this machine or its network. Only addresses on the open net are called.")
        return cls(said % host)


@dataclass(frozen=True, slots=True)
class Target:
    """An address in its parts."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def named(self) -> str:
        """What the header Host says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def target(url: str) -> Target:
    """Read an address that a user typed; what is not plainly http or https is refused."""
    wrong = Refusal(_("“%s” is no web address that can be called. It begins with https://.") % url[:200])
    if not url.isascii() or any(sign <= " " or sign == "\x7f" for sign in url):
        raise wrong
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as problem:
        raise wrong from problem
    if parts.scheme not in PORTS or not parts.hostname or port == 0:
        raise wrong
    if parts.username is not None or parts.password is not None:
        raise Refusal(_("Leave name and password out of the address: whoever reads it could use them."))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, parts.hostname, port or PORTS[parts.scheme], path)


def is_public(address: str) -> bool:
    """Whether an address of the net lies outside: neither this machine, nor its network, nor a cloud's own data.

    >>> is_public("93.184.216.34"), is_public("127.0.0.1"), is_public("169.254.169.254"), is_public("10.1.2.3")
    (True, False, False, False)
    >>> is_public("::1"), is_public("::ffff:127.0.0.1"), is_public("64:ff9b::a00:1"), is_public("fe80::1%eth0")
    (False, False, False, False)
    """
    there: Address = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(there, ipaddress.IPv6Address):
        if there.ipv4_mapped is not None:
            return is_public(str(there.ipv4_mapped))
        if there.is_site_local or any(there in net for net in INSIDE_V6):
            return False
    return there.is_global and not there.is_multicast and not there.is_reserved


def is_plainly_inside(host: str) -> bool:
    """Whether one need not even ask for the address: it is written there, or the name says it.

    >>> is_plainly_inside("localhost"), is_plainly_inside("10.0.0.1"), is_plainly_inside("example.org")
    (True, True, False)
    """
    try:
        return not is_public(host)
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local", ".internal"))


def post(url: str, body: bytes, headers: Mapping[str, str], *, to_private: bool = False, within: float = 10) -> int:
    """Send this there and return the status that was answered; `within` so many seconds in all."""
    there, until = target(url), time.monotonic() + within
    try:
        with _connected(there, to_private, until) as line, _cut_off(line, until):
            asking = http.client.HTTPConnection(there.host, there.port)
            asking.sock = line
            asking.request("POST", there.path, body, {**headers, "Host": there.named, "Connection": "close"})
            status = asking.getresponse().status
            _left(until)  # what was cut off in the middle can look like an answer
            return status
    except Unanswered:
        raise
    except (OSError, ValueError, http.client.HTTPException) as problem:
        # A line that was cut off at the hour fails in many ways; they all mean the same.
        late = isinstance(problem, TimeoutError) or time.monotonic() >= until
        raise Unanswered(_in_words(problem, late=late, within=within)) from problem


@contextlib.contextmanager
def _connected(there: Target, to_private: bool, until: float) -> Iterator[socket.socket]:
    """A line to the address that was checked; with https the other side proves its name."""
    address = _resolved(there, to_private)
    with contextlib.ExitStack() as stack:
        line = stack.enter_context(socket.create_connection((address, there.port), timeout=_left(until)))
        if there.scheme == "https":
            line.settimeout(_left(until))
            line = ssl.create_default_context().wrap_socket(line, server_hostname=there.host)
            stack.enter_context(line)
        line.settimeout(_left(until))
        yield line


def _resolved(there: Target, to_private: bool) -> str:
    """The first address of the name. One of them inside is enough to refuse: which is taken would be luck."""
    try:
        found = socket.getaddrinfo(there.host, there.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        raise Unanswered(_("No address was found for “%s”.") % there.host) from problem
    addresses = [str(entry[4][0]) for entry in found]
    if not to_private and not all(map(is_public, addresses)):
        raise NotPublic.of(there.host)
    return addresses[0]


@contextlib.contextmanager
def _cut_off(line: socket.socket, until: float) -> Iterator[None]:
    """Hang up at the hour, also on one that answers a letter at a time."""
    # The socket's own shutdown, not that of TLS, which two threads must not touch at once.
    timer = threading.Timer(_left(until), lambda: _hang_up(line))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _hang_up(line: socket.socket) -> None:
    with contextlib.suppress(OSError):  # it was closed already
        socket.socket.shutdown(line, socket.SHUT_RDWR)


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _in_words(problem: Exception, *, late: bool, within: float) -> str:
    if late:
        return _("There was no answer within %d seconds.") % within
    if isinstance(problem, ssl.SSLCertVerificationError):
        return _("The certificate of the other side is not valid: %s.") % problem.verify_message
    if isinstance(problem, ConnectionRefusedError):
        return _("Nobody listens there.")
    if isinstance(problem, http.client.HTTPException | ValueError):
        return _("What was answered is not HTTP.")
    return _("It could not be reached: %s.") % (getattr(problem, "strerror", "") or type(problem).__name__)
