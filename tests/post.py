"""A real mail server for tests: letters of the house go out over SMTP and are caught here."""

import email
from email.message import Message

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.houses import free_port, wait_for


class Post:
    """A real mail server that keeps what arrives."""

    def __init__(self) -> None:
        self.letters: list[Message] = []
        self.server = Controller(self, hostname="127.0.0.1", port=free_port())

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Take a letter."""
        self.letters.append(email.message_from_bytes(bytes(envelope.content or b"")))
        return "250 OK"

    def to(self, address: str, many: int = 1) -> Message:
        """The latest letter to somebody, once so many have come."""
        wait_for(lambda: len(self._of(address)) >= many, 20)
        return self._of(address)[-1]

    def _of(self, address: str) -> list[Message]:
        return [letter for letter in self.letters if letter["To"] == address]


def text_of(letter: Message, kind: str = "text/plain") -> str:
    """One part of a letter."""
    part = next(part for part in letter.walk() if part.get_content_type() == kind)
    return bytes(part.get_payload(decode=True)).decode()
