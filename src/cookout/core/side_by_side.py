"""One text, several devices: what was built on it follows on, the rest stands beside it until somebody chooses.

A device that writes without signal cannot know what another one writes meanwhile. So each text it sends says upon
what it was built:

* `base`: the revision of the kept text that the device had before it. None: it does not look, and writes over.
* `writer`, `n`: which device, and the number of the item on that device. They only grow.
* `saw`: the number of the item of the same device on which this one was built; 0 for none.

From these `take` decides, without a clock and without guessing:

1. What an item of the same device was built upon has nothing new to say. So duplicates and late ones change nothing.
2. Built on the kept text, on the device's own latest, or where nothing stands: it becomes the kept text.
3. Else somebody wrote what this device had not read. The kept text stays, and this one waits beside it; what the
   device writes on goes there too. Nothing is lost; `choose` ends it.

A form without a script has no name and no numbers, only `base`.
"""

import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

Choice = Literal["this", "other", "both"]


@dataclass(frozen=True, slots=True)
class Head:
    """The latest of one writer: in the kept text since `revision`, or waiting beside it with a `text` of its own."""

    writer: str
    n: int
    saw: int
    revision: int
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """What a device sends, and upon what it was built."""

    text: str
    base: int | None = None
    writer: str = ""
    n: int = 0
    saw: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """The kept text, how often anything of it changed, and the latest of each writer."""

    text: str = ""
    revision: int = 0
    heads: tuple[Head, ...] = ()

    @property
    def waiting(self) -> tuple[Head, ...]:
        """What stands beside it."""
        return tuple(head for head in self.heads if head.text is not None)

    @property
    def plain_heads(self) -> list[dict[str, Any]]:
        """As JSON keeps them."""
        return [asdict(head) for head in self.heads]

    @classmethod
    def of(cls, text: str, revision: int, heads: Iterable[dict[str, Any]]) -> "Written":
        """From what was kept."""
        return cls(text, revision, tuple(Head(**head) for head in heads))


def take(now: Written, sent: Sent) -> Written:
    """What stands after this has arrived.

    >>> one = take(Written(), Sent("She rows", base=0, writer="phone", n=1))
    >>> one.text, one.revision
    ('She rows', 1)
    >>> two = take(one, Sent("She runs", base=0, writer="desk", n=1))
    >>> two.text, [head.text for head in two.waiting]
    ('She rows', ['She runs'])
    >>> take(two, Sent("She rows at dawn", base=0, writer="phone", n=2, saw=1)).text
    'She rows at dawn'
    """
    own = [head for head in now.heads if sent.writer and head.writer == sent.writer]
    if any(sent.n == head.n or sent.n <= head.saw for head in own):
        return now
    has_read_all = sent.base is None or sent.base == now.revision
    before = next((head for head in own if head.text is not None and head.n == sent.saw), None)
    if before is not None and not has_read_all:
        return _written_on(now, before, sent)
    if sent.text == now.text:
        return _noted(now if before is None else _without(now, before), own, sent)
    if has_read_all or not now.text or not (_stranger(now, sent) or _unread(own, sent)):
        return _over(now, sent)
    if not sent.text or any(head.text == sent.text for head in now.waiting):
        return _noted(now, own, sent)
    beside = Head(sent.writer or str(uuid.uuid4()), sent.n, sent.saw, 0, sent.text)
    return replace(now, revision=now.revision + 1, heads=(*now.heads, beside))


def choose(now: Written, writer: str, n: int, choice: Choice) -> Written:
    """End the waiting of one text: `this` keeps the kept one, `other` takes the one beside it, `both` takes the two."""
    other = next((head for head in now.waiting if (head.writer, head.n) == (writer, n)), None)
    if other is None:
        return now
    texts = {"this": now.text, "other": other.text or "", "both": f"{now.text}\n{other.text}".strip()}
    return _over(_without(now, other), Sent(texts[choice]))


def moved_on(now: Written, text: str) -> Written:
    """Another text by another way, such as an undo: what devices had read before is not the kept text any more."""
    return _over(replace(now, text=text), Sent(text))


def _written_on(now: Written, before: Head, sent: Sent) -> Written:
    if not sent.text or sent.text == now.text:
        return _without(now, before)
    after = replace(before, n=sent.n, saw=sent.saw, text=sent.text)
    heads = tuple(after if head == before else head for head in now.heads)
    return replace(now, revision=now.revision + 1, heads=heads)


def _noted(now: Written, own: list[Head], sent: Sent) -> Written:
    """A text that stands already: nothing changes, but what it was built upon is past."""
    if not sent.writer:
        return now
    same = next((head for head in own if head.text is not None and head.text == sent.text), None)
    head = same or next((head for head in own if head.text is None), Head(sent.writer, 0, 0, 0))
    if head.n > sent.saw:
        return now
    others = tuple(other for other in now.heads if other != head)
    return replace(now, heads=(*others, replace(head, n=sent.n, saw=sent.saw)))


def _over(now: Written, sent: Sent) -> Written:
    revision = now.revision + 1
    others = tuple(head for head in now.heads if head.writer != sent.writer or head.text is not None)
    return Written(sent.text, revision, (*others, Head(sent.writer, sent.n, sent.saw, revision)))


def _without(now: Written, gone: Head) -> Written:
    return replace(now, revision=now.revision + 1, heads=tuple(head for head in now.heads if head != gone))


def _stranger(now: Written, sent: Sent) -> bool:
    """Whether another one wrote into the kept text after this device had read it."""
    base = sent.base or 0
    others = (head for head in now.heads if head.text is None and (head.writer != sent.writer or not sent.writer))
    return any(head.revision > base for head in others)


def _unread(own: list[Head], sent: Sent) -> bool:
    """Whether the same device wrote what this item was not built upon: in another window, say."""
    return any(head.text is not None or head.n > sent.saw for head in own)
