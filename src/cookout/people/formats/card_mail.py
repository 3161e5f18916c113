"""Sets apart what stands around a signature: the letter itself, what it quotes, and the small print below it."""

from __future__ import annotations

import re

Line = tuple[int, str]

_QUOTED = re.compile(
    r"^\s*>|^\s*(?:on|am|le|em|el)\s.{6,200}\s(?:wrote|schrieb|a écrit|escreveu|escribió)\b.{0,200}:\s*$|"
    r"^-{2,}\s*(?:original message|forwarded message|ursprüngliche nachricht|message d'origine|mensagem original)",
    re.IGNORECASE,
)
_HEADER = re.compile(r"^(?:from|von|de)\s*:\s*(?=.*@)", re.IGNORECASE)
_OTHER_HEADER = re.compile(
    r"^(?:to|an|à|para|cc|bcc|subject|betreff|objet|assunto|date|datum|data|sent|gesendet|envoyé|enviado)\s*:",
    re.IGNORECASE,
)
_DELIMITER = re.compile(r"^(?:--|—|__+|\*\*\*+|==+|--+)\s*$")
_GREETING = re.compile(
    r"^(?:hi|hello|dear|hey|good morning|hallo|liebe[r]?|sehr geehrte[r]?|guten tag|"
    r"bonjour|cher|chère|olá|ola|prezad[oa]|bom dia)\b.*[,!:]?$",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^(?:(?:many |with )?(?:best|kind|warm|kindest|warmest)?\s*(?:regards|wishes)|best|cheers|"
    r"sincerely(?: yours)?|yours (?:truly|sincerely|faithfully)|"
    r"(?:many )?thanks(?: again| so much)?|thank you|talk soon|all the best|warmly|cordially|respectfully|"
    r"mit (?:freundlichen|besten|herzlichen) gr(?:ü|ue)(?:ß|ss)en|"
    r"(?:viele|beste|liebe|herzliche|freundliche) gr(?:ü|ue)(?:ß|ss)e(?: aus .*)?|mfg|vg|lg|"
    r"(?:bien )?cordialement|bien à vous|sincères salutations|salutations distinguées|"
    r"atenciosamente|att\.?|abra[çc]os?|um abraço|cordialmente|obrigad[oa]|saludos(?: cordiales)?)\s*[,.!]?$",
    re.IGNORECASE,
)
_SMALL_PRINT = re.compile(
    r"confidential|vertraulich|confidencial|confidentiel|intended (?:solely|only|recipient|for)|"
    r"bestimmungsgemäße|destinataire|"
    r"consider the environment|think before (?:you )?print|denken sie an die umwelt|"
    r"pensez à l'environnement|virus|unsubscribe|"
    r"sent from my |get outlook for|von meinem .*gesendet|envoyé de mon|enviado do meu|disclaimer|privileged",
    re.IGNORECASE,
)
_ENDED = re.compile(r"\w[!?.]$")
_TWO_WORDS = re.compile(r"\w\s")
_SPACE = re.compile(r"\s")
_SENTENCE = 6
"""So many words in one line are running text."""


def apart(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines that may be a card, and those that stand around it.

    >>> apart([(1, "Hi Sam,"), (2, "Thanks,"), (3, "Ada Byron"), (4, "> Hello")])
    ([(3, 'Ada Byron')], [(1, 'Hi Sam,'), (2, 'Thanks,'), (4, '> Hello')])
    """
    kept, aside = _without_quoted(lines)
    kept, small = _without_small_print(kept)
    start = _start(kept)
    senders = [line for line in kept[:start] if sender(line[1].strip())]
    around = sorted([*aside, *small, *(line for line in kept[:start] if line not in senders)])
    return [*senders, *kept[start:]], around


def sender(text: str) -> str:
    """What a `From:` line says after its colon; nothing where it is none."""
    found = _HEADER.match(text)
    return text[found.end() :].strip() if found else ""


def _without_quoted(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    kept: list[Line] = []
    aside: list[Line] = []
    for at, line in enumerate(lines):
        text = line[1].strip()
        is_later_header = bool(_HEADER.match(text)) and len(kept) > 1
        if kept and is_later_header or _QUOTED.match(text):
            if text.startswith(">"):
                aside.append(line)
                continue
            return kept, [*aside, *lines[at:]]
        (aside if _OTHER_HEADER.match(text) else kept).append(line)
    return kept, aside


def _without_small_print(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Small print runs on to the end of its paragraph."""
    kept: list[Line] = []
    small: list[Line] = []
    runs_on = False
    for line in lines:
        words = line[1].split()
        runs_on = bool(_SMALL_PRINT.search(line[1])) or (runs_on and len(words) >= _SENTENCE)
        (small if runs_on else kept).append(line)
    return kept, small


def _start(lines: list[Line]) -> int:
    """Where the signature begins: behind the last “Best regards”, or behind two dashes under a letter."""
    texts = [text.strip() for _, text in lines]
    start = 0
    for at, text in enumerate(texts):
        ends = bool(_CLOSING.match(text)) or (bool(_DELIMITER.match(text)) and _is_letter(texts[start:at]))
        if ends and any(texts[at + 1 :]):
            start = at + 1
    return start


def _is_said(text: str) -> bool:
    """Whether it ends as a sentence does: two words and a call, three and a full stop.

    One look at the end, one at what is before: a line of a whole letter is read as quickly as one of a card.

    >>> [_is_said(text) for text in ("See you!", "Marsh Inc.", "It was good.", "Devon Marsh")]
    [True, False, True, False]
    """
    if not _ENDED.search(text[-2:]):
        return False
    before = text[:-2]
    return len(_SPACE.findall(before)) > 1 if text.endswith(".") else bool(_TWO_WORDS.search(before))


def _is_letter(texts: list[str]) -> bool:
    return not any(texts) or any(
        _GREETING.match(text) or _is_said(text) or len(text.split()) > _SENTENCE for text in texts
    )
