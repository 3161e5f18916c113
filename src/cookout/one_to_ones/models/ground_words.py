"""How a finding of common ground is said: one sentence that names what both share, or who seeks what the other has."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cookout.one_to_ones.models.asking import shortened
from cookout.people.models import Facet
from cookout.science import AGES, Entry, Finding, group_of, stem

WORD = re.compile(r"[\w’'-]+")
STEM = 5
"""Words that begin with the same letters are the same word in another form."""
WITH = re.compile(r"(?:with|of|in|at|by|from|on|for|to)\b", re.IGNORECASE)
"""What begins so is not what two people look for, but how it is."""
GLANCE = 48
"""So many letters of each entry stand side by side."""
OFFERED = 80
"""So many letters of what is sought, and of what meets it."""
OPENERS = frozenset(["a", "an", "the", "for", "with", "of", "in", "at", "to", "and", "my", "our", "by", "from", "on"])
"""Words a theme does not begin with."""
ENDERS = OPENERS | {"two", "or", "is", "are", "who", "that"}
TOGETHER = frozenset(["grew", "moved", "studied", "lived", "went", "served", "worked", "played", "met"])
"""Verbs that may follow “You both” as they stand."""
WERE = frozenset(["born", "raised", "brought", "married", "trained"])

KNOWS = frozenset(["knows", "belongs"])

SAME: Mapping[str, "str | LazyText"] = MappingProxyType(
    {
        "seek": gettext_lazy("You both look for %(theme)s"),
        "reach": gettext_lazy("You both know %(theme)s"),
        "skill": gettext_lazy("You both help %(theme)s"),
        "hope": gettext_lazy("You both work towards this: %(theme)s"),
        "wish": gettext_lazy("You both work towards this: %(theme)s"),
    }
)
"""What is said of the same words under two questions of one group; under any other, both entries are named."""


def shared(one: Finding, name: str) -> str:
    """What both share, in one sentence."""
    if one.how == "contact sphere" and one.mine.prompt == "customers.sphere":
        return _("You both work with the same professions: %(professions)s") % {
            "professions": ", ".join(_inside(word) for word in one.my_words)
        }
    run = _doing(one) or common_run(one.mine.text, one.theirs.text, one.their_words)
    same = _trimmed(run)
    alone = not WITH.match(run) or _group(one.mine) == "skill"
    return _both_do(same, one, name) or (alone and _both_have(same, one)) or _side_by_side(same, one, name)


def _doing(one: Finding) -> str:
    """What both do, where both entries begin with it and go on in different ways: “Coaching …”."""
    mine, theirs = (text.split(" ", 2) for text in (one.mine.text, one.theirs.text))
    alike = mine[0].casefold() == theirs[0].casefold() and mine[0].casefold().endswith("ing")
    goes_on = mine[1:2] and theirs[1:2] and mine[1].casefold() != theirs[1].casefold()
    return theirs[0] if alike and goes_on and theirs[0] in one.their_words else ""


def _both_do(same: str, one: Finding, name: str) -> str:
    """“You both run”, “You both grew up in Toledo”: where what both wrote begins with what they do."""
    first, _space, rest = same.partition(" ")
    lower = first.lower()
    if lower in TOGETHER:
        return _("You both %(do)s") % {"do": f"{lower} {rest}".rstrip()}
    if lower in WERE:
        return _("You were both %(what)s") % {"what": f"{lower} {rest}".rstrip()}
    base = "run" if lower == "running" else stem(lower)
    if not lower.endswith("ing") or base == lower:
        return ""
    details = [_after(same, text) for text in (one.mine.text, one.theirs.text)]
    if rest or not all(details):
        return _("You both %(do)s") % {"do": f"{base} {rest}".rstrip()}
    return _("You both %(do)s: you “%(mine)s”, %(name)s “%(theirs)s”") % {
        "do": base, "name": name, "mine": _glance(details[0]), "theirs": _glance(details[1])
    }  # fmt: skip


def _both_have(same: str, one: Finding) -> str:
    """“You both look for bakeries”: where two answers of one kind name the same in the same words."""
    texts = {text.rstrip(".").casefold() for text in (one.mine.text, one.theirs.text)}
    if one.mine.prompt == one.theirs.prompt == "good_referral.trigger":
        whole = min(texts, key=len)
        return _("You both come in at this moment: %(theme)s") % {"theme": whole} if same.casefold() in whole else ""
    groups = {_group(one.mine), _group(one.theirs)}
    template = SAME.get(min(groups)) if len(groups) == 1 else None
    if one.mine.facet == one.theirs.facet == Facet.CUSTOMERS:
        template = gettext_lazy("You both work with %(theme)s")
    if " " not in same and groups <= {"hope", "wish"}:
        return ""
    words = inline(same, one) if same and template is not None else ""
    return str(template) % {"theme": words} if words else ""


def _side_by_side(same: str, one: Finding, name: str) -> str:
    """What it is about, and what each wrote of it."""
    mine, theirs = one.mine.text, one.theirs.text
    said = {"name": name, "mine": _told(mine, one.my_words), "theirs": _told(theirs, one.their_words)}
    theme = same or one.theme
    if one.mine.prompt == one.theirs.prompt == "personal.home" and one.my_words[-1:] == one.their_words[-1:]:
        aged = [word for word in one.my_words if word.casefold() in AGES]
        theme = _("%(age)s-year-olds") % {"age": aged[0]} if aged else theme
        said |= {"mine": _told(mine, aged or one.my_words), "theirs": _told(theirs, aged or one.their_words)}
    if theme and all(theme.casefold() != text.casefold().rstrip(".") for text in (mine, theirs)):
        return _("%(theme)s: you “%(mine)s”, %(name)s “%(theirs)s”") % {**said, "theme": _upper(theme)}
    if theme and mine.casefold().rstrip(".") == theirs.casefold().rstrip("."):
        return _("You both wrote “%(mine)s”") % said
    return _("You: “%(mine)s”. %(name)s: “%(theirs)s”") % said


def offered(one: Finding, name: str) -> tuple[str, str]:
    """What one seeks and the other has, and what one may say."""
    said = {
        "name": name,
        "mine": _told(one.mine.text, one.my_words, OFFERED),
        "theirs": _told(one.theirs.text, one.their_words, OFFERED),
        "my_trade": _inside(one.mine.text),
        "trade": _inside(one.theirs.text),
    }
    if one.how == "contact sphere" and {"customers.sphere", "trade"} >= {one.mine.prompt, one.theirs.prompt}:
        return _SPHERES[one.seeker]() % said, _("Which of our customers should know us both?")
    seeks, has = (one.theirs, one.mine) if one.seeker == "them" else (one.mine, one.theirs)
    looks = _group(seeks) == "seek"
    sentence = _SAID[one.seeker == "them", looks, _kind(has)]() % said
    return sentence, _say(one.seeker == "them", has, looks=looks)


def _kind(has: Entry) -> str:
    """In which way somebody has it: they are it, know such people, or do it."""
    if has.prompt == "trade":
        return "is"
    group = _group(has)
    return "belongs" if group == "club" else "knows" if group in ("reach", "seek") else "does"


def _say(they_seek: bool, has: Entry, *, looks: bool) -> str:
    if they_seek and (looks or _kind(has) in KNOWS):
        return _("I know people there. Shall I ask who would like to meet you?")
    if they_seek:
        return _("May I help with that?")
    if looks or _kind(has) in KNOWS:
        return _("Who of them should I get to know?")
    return _("How would you go about it?")


_SPHERES: Mapping[str, Callable[[], str]] = MappingProxyType(
    {
        "both": lambda: _("Each of you is in the other’s contact sphere: %(name)s as %(trade)s, you as %(my_trade)s."),
        "me": lambda: _("%(name)s is in your contact sphere: %(trade)s."),
        "them": lambda: _("You are in %(name)s’s contact sphere: %(trade)s."),
    }
)

_SAID: Mapping[tuple[bool, bool, str], Callable[[], str]] = MappingProxyType(
    {
        # (they seek, people are looked for, how the other has it)
        (False, True, "is"): lambda: _("You are looking for “%(mine)s”. %(name)s meets such people: %(trade)s."),
        (False, True, "knows"): lambda: _("You are looking for “%(mine)s”. %(name)s knows “%(theirs)s”."),
        (False, True, "belongs"): lambda: _("You are looking for “%(mine)s”. %(name)s belongs to “%(theirs)s”."),
        (True, True, "belongs"): lambda: _("%(name)s is looking for “%(theirs)s”. You belong to “%(mine)s”."),
        (False, True, "does"): lambda: _("You are looking for “%(mine)s”. %(name)s helps them: “%(theirs)s”."),
        (False, False, "is"): lambda: _("You want “%(mine)s”. %(name)s can help: %(trade)s."),
        (False, False, "knows"): lambda: _("You want “%(mine)s”. %(name)s knows “%(theirs)s”."),
        (False, False, "does"): lambda: _("You want “%(mine)s”. %(name)s brings “%(theirs)s”."),
        (True, True, "is"): lambda: _("%(name)s is looking for “%(theirs)s”. You meet such people: %(my_trade)s."),
        (True, True, "knows"): lambda: _("%(name)s is looking for “%(theirs)s”. You know “%(mine)s”."),
        (True, True, "does"): lambda: _("%(name)s is looking for “%(theirs)s”. You help them: “%(mine)s”."),
        (True, False, "is"): lambda: _("%(name)s wants “%(theirs)s”. You can help: %(my_trade)s."),
        (True, False, "knows"): lambda: _("%(name)s wants “%(theirs)s”. You know “%(mine)s”."),
        (True, False, "does"): lambda: _("%(name)s wants “%(theirs)s”. You bring “%(mine)s”."),
    }
)


def common_run(mine: str, theirs: str, words: Sequence[str]) -> str:
    """The longest run of words that stands in both entries, as the other wrote it; it has one of those that met.

    >>> common_run("School levy committee", "Chair of the school levy committee", ["school"])
    'school levy committee'
    >>> common_run("One of the sailors", "One of the few who sail", ["sail"])
    ''
    """
    spots = list(WORD.finditer(theirs))
    ours, hers = [word.casefold() for word in WORD.findall(mine)], [spot[0].casefold() for spot in spots]
    wanted = [word.casefold()[:STEM] for word in words]
    runs = [_run(ours[at:], hers[to:]) for at in range(len(ours)) for to in range(len(hers))]
    told = [
        (many, -place % len(hers))
        for place, many in enumerate(runs)
        if many and any(_meets(word, wanted) for word in hers[place % len(hers) :][:many])
    ]
    if not told:
        return ""
    many, back = max(told)
    to = -back % len(hers)
    return theirs[spots[to].start() : spots[to + many - 1].end()]


def _run(ours: Sequence[str], hers: Sequence[str]) -> int:
    """How many words both go on with alike."""
    alike = (one == other for one, other in zip(ours, hers, strict=False))
    return next((at for at, same in enumerate(alike) if not same), min(len(ours), len(hers)))


def inline(said: str, one: Finding) -> str:
    """A theme in the middle of a sentence: what began an entry loses its capital, unless it is a name.

    How a word is written inside an entry tells; where it begins both of them, a word that is none but a name stays.
    """
    first = WORD.match(said)
    if first is None or not said[:1].isupper() or first[0].isupper():
        return said
    texts = (one.theirs.text, one.mine.text)
    inside = [text[spot.start()] for text in texts for spot in WORD.finditer(text)
              if spot.start() and spot[0].casefold() == first[0].casefold()]  # fmt: skip
    if any(letter.isupper() for letter in inside):
        return said
    return f"{said[:1].lower()}{said[1:]}" if inside or first[0].endswith(("ing", "s")) or len(first[0]) == 1 else ""


def _trimmed(run: str) -> str:
    """A run without the little words at its ends."""
    words = list(WORD.finditer(run))
    while words and words[0][0].casefold() in OPENERS:
        words.pop(0)
    while words and words[-1][0].casefold() in ENDERS:
        words.pop()
    return run[words[0].start() : words[-1].end()] if words else ""


def _after(same: str, text: str) -> str:
    """What an entry says after the words it begins with."""
    if not text.casefold().startswith(same.casefold()):
        return ""
    return text[len(same) :].strip(" ,;:–—.")


def _told(text: str, words: Sequence[str], most: int = GLANCE) -> str:
    """What an entry says with these words: of a long one the part that holds them."""
    if len(text) <= GLANCE:
        return _glance(text)
    parts = [part.strip() for part in re.split(r"[;.](?=\s)", text)]
    return _glance(next((part for part in parts if words and words[0] in part), text), most)


def _glance(text: str, most: int = GLANCE) -> str:
    return shortened(text, most).rstrip(".")


def _inside(text: str) -> str:
    """A trade or a profession in the middle of a sentence."""
    first = text.split(" ", 1)[0]
    return text if len(first) > 1 and first[1:] != first[1:].lower() else f"{text[:1].lower()}{text[1:]}"


def _upper(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _group(entry: Entry) -> str:
    return group_of(entry.prompt) if entry.prompt and group_of(entry.prompt) != "apart" else group_of(entry.facet)


def _meets(word: str, wanted: Iterable[str]) -> bool:
    return any(word.startswith(stem) or (len(word) > 2 and stem.startswith(word)) for stem in wanted)
