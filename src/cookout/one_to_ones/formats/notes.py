"""How one types while talking: a line that begins with “!” is a promise, “@Name” names a person."""

import re

MOST_PROMISES = 20
"""More promises in one answer nobody keeps; what is beyond stays text."""

MOST_NAMES = 20
LONGEST_NAME = 4
"""Words that a name may have."""

_NAME = re.compile(rf"(?<![\w@])@(\w[\w'’.-]*(?:[ ]\w[\w'’.-]*){{0,{LONGEST_NAME - 1}}})")


def clean(text: str) -> str:
    """The text as it can be kept: lines end one way, and what is no character is left out.

    >>> clean("a\\r\\nb\\x00\\ud800")
    'a\\nb'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return text.encode("utf-8", "ignore").decode("utf-8")


def told(text: str) -> str:
    """What was said, without the promises.

    >>> told("Lin and Mo.\\n! Join them one Thursday\\nTwelve more.")
    'Lin and Mo.\\nTwelve more.'
    """
    return "\n".join(line for line in text.split("\n") if not _is_promise(line)).strip()


def promised(text: str) -> list[str]:
    """What was promised, each once.

    >>> promised("Lin.\\n! Join them\\n!Join them\\n  !  Send the list\\n!!!\\n!")
    ['Join them', 'Send the list']
    """
    lines = (_promise_in(line) for line in text.split("\n") if _is_promise(line))
    return list(dict.fromkeys(line for line in lines if line))[:MOST_PROMISES]


def named(text: str) -> list[list[str]]:
    """For each “@” the names it may begin, the longest first.

    >>> named("ask @Mo Farouk about it, or a@example.org")
    [['Mo Farouk about it', 'Mo Farouk about', 'Mo Farouk', 'Mo']]
    """
    found = list(dict.fromkeys(match[1] for match in _NAME.finditer(text)))[:MOST_NAMES]
    return [[" ".join(words[:many]) for many in range(len(words), 0, -1)] for words in (one.split() for one in found)]


def _is_promise(line: str) -> bool:
    return line.lstrip().startswith("!")


def _promise_in(line: str) -> str:
    return " ".join(line.lstrip().lstrip("!").split())
