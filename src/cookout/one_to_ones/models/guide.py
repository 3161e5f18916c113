"""The guide: what one asks during a 1-2-1 (A13), and what was answered so far."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cookout.core.ids import uuid7
from cookout.core.models import User
from cookout.core.side_by_side import Head
from cookout.one_to_ones.models.asking import shortened, worth_asking
from cookout.one_to_ones.models.ground import Ground
from cookout.one_to_ones.models.known import Known, known_of
from cookout.one_to_ones.models.one_to_one import OneToOne
from cookout.one_to_ones.models.prep import WORDS, ground_with
from cookout.one_to_ones.models.written import Answer
from cookout.people.models import GUIDE, PROMPTS, Facet, Person
from cookout.ties.models import local_today

SOCIAL = (Facet.PERSONAL, Facet.INTERESTS, Facet.PASSION)
"""Headings under which a question of my own is a personal one."""

ICONS: Mapping[str, str] = MappingProxyType(
    {
        "customers.ideal": "user",
        "customers.why": "heart",
        "customers.fix": "tool",
        "customers.accomplish": "flag",
        "customers.avoid": "shield",
    }
)
HINTS: Mapping[str, "str | LazyText"] = MappingProxyType(
    {
        "customers.ideal": gettext_lazy("Job, age, place"),
        "customers.accomplish": gettext_lazy("A sale, a handover, a second site…"),
        "customers.avoid": gettext_lazy("A fight, an audit, a lost key person…"),
    }
)
PARTS: tuple[tuple[str, "str | LazyText", tuple[str, ...]], ...] = (
    ("industry", gettext_lazy("Their industry"), GUIDE[:1]),
    ("ideal", gettext_lazy("Their ideal customer"), GUIDE[1:6]),
    ("passion", gettext_lazy("How they help, and what drives them"), GUIDE[6:]),
)
"""The talk in three parts: what happens around them, whom they serve, who they are."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its answer, if there is one."""

    key: str
    ask: str
    facet: str
    social: bool
    icon: str
    hint: str
    answer: Answer | None = None
    own: bool = False
    typed: str = ""
    """What was typed and not taken; it stays in the field."""
    refused: str = ""
    """Why it was not taken."""

    @property
    def text(self) -> str:
        """What was answered."""
        return self.answer.text if self.answer else ""

    @property
    def shown(self) -> str:
        """What stands in the field."""
        return self.typed if self.refused else self.text

    @property
    def people(self) -> list[Person]:
        """Who is named in it."""
        return self.answer.people() if self.answer and "@" in self.text else []

    @property
    def waiting(self) -> tuple[Head, ...]:
        """What another device wrote at the same time."""
        return self.answer.waiting if self.answer else ()

    @property
    def revision(self) -> int:
        """How often it was written."""
        return self.answer.revision if self.answer else 0

    @property
    def is_answered(self) -> bool:
        """Whether something stands there."""
        return bool(self.text.strip())

    @property
    def place(self) -> str:
        """Where it is on the page."""
        return f"answer-{self.key.replace('.', '-')}"


@dataclass(frozen=True, slots=True)
class Part:
    """Some questions under one heading."""

    key: str
    title: str
    questions: tuple[Question, ...]

    @property
    def is_long(self) -> bool:
        """Whether they stand in pairs below the first."""
        return len(self.questions) > 2

    @property
    def answered(self) -> int:
        """How many of them are."""
        return sum(question.is_answered for question in self.questions)


@dataclass(frozen=True, slots=True)
class Guide:
    """One talk: what is worth asking, the talk itself, all the rest, and what I ask besides."""

    one_to_one: OneToOne
    person: Person | None
    name: str
    suggested: Part
    talk: tuple[Part, ...]
    more: tuple[Part, ...]
    own: Part
    ground: Ground
    words: tuple[str, ...]
    """What to listen for, so that I know a good referral when I hear it."""

    @property
    def first(self) -> Part:
        """Where the talk begins."""
        return self.suggested if self.suggested.questions else self.talk[0]

    @property
    def has_ideal(self) -> bool:
        """Whether the ideal customer has a part of its own."""
        return any(part.key == "ideal" for part in self.talk)

    @property
    def questions(self) -> list[Question]:
        """All of them, each once."""
        parts = (self.suggested, *self.talk, *self.more, self.own)
        return [question for part in parts for question in part.questions]

    @property
    def more_answered(self) -> int:
        """How many of the rest are answered."""
        return sum(part.answered for part in self.more)

    @property
    def social(self) -> int:
        """Answers about the person."""
        return sum(question.is_answered and question.social for question in self.questions)

    @property
    def business(self) -> int:
        """Answers about the business."""
        return sum(question.is_answered and not question.social for question in self.questions)

    @property
    def balance(self) -> list[bool]:
        """One mark an answer, the personal ones first."""
        return [True] * self.social + [False] * self.business

    @property
    def balance_words(self) -> str:
        """Both sides in words."""
        return _("%(social)s social, %(business)s business") % {"social": self.social, "business": self.business}


Refused = Mapping[str, tuple[str, str]]
"""What was typed under a key, and why it was not taken."""


def guide_to(user: User, one: OneToOne, *, refused: Refused = MappingProxyType({})) -> Guide:
    """The guide of one 1-2-1 as this user sees it; nothing is written."""
    person, answers = one.person_for(user), _answers(user, one)
    name, today = one.other(user).first_name, local_today(user)
    known = known_of(user, person, today=today) if person else ()
    suggested = _suggested(_before(known, answers.values()), name, _day(user, one, today)) if person else ()
    asked = set(suggested)

    def part(key: str, title: "str | LazyText", keys: Iterable[str]) -> Part:
        made = (_question(one, answers.get(one), name) for one in keys)
        return Part(key, str(title), tuple(_marked(question, refused) for question in made))

    talk = [part(key, title, [one for one in keys if one not in asked]) for key, title, keys in PARTS]
    rest = [key for key in PROMPTS if key not in asked and key not in GUIDE]
    more = [part(facet, facet.label, [key for key in rest if PROMPTS[key].facet == facet]) for facet in Facet]
    return Guide(
        one_to_one=one,
        person=person,
        name=name,
        suggested=part("questions", _("Questions"), suggested),
        talk=tuple(one for one in talk if one.questions),
        more=tuple(one for one in more if one.questions),
        own=Part("own", _("A question of your own"), tuple(_own(answers, refused, name))),
        ground=ground_with(user, person, known) if person else Ground(),
        words=tuple(shortened(row.text.strip("“”\"' "), 120) for row in known if row.prompt == WORDS),
    )


def _answers(user: User, one: OneToOne) -> dict[str, Answer]:
    rows = Answer.objects.visible_to(user).filter(one_to_one=one).select_related("fact")
    for row in (found := {row.key: row for row in rows}).values():
        row.owner, row.one_to_one = user, one
    return found


def _before(known: Iterable[Known], answers: Iterable[Answer]) -> list[Known]:
    """What I knew without this talk, so that the five questions stay while they are being answered."""
    facts = {str(answer.fact.uid) for answer in answers if answer.fact}
    return [row for row in known if row.told or row.key not in facts]


def _day(user: User, one: OneToOne, today: dt.date) -> dt.date:
    """The day of the talk, or today where it is still to come."""
    return min(today, one.starts_at.astimezone(user.tzinfo).date()) if one.starts_at else today


def _suggested(known: list[Known], name: str, on: dt.date) -> tuple[str, ...]:
    """The five of the prep sheet."""
    return tuple(ask.prompt for ask in worth_asking(known, name=name, today=on))


def _question(key: str, answer: Answer | None, name: str) -> Question:
    prompt, hint = PROMPTS[key], str(HINTS.get(key) or _("%(name)s said…") % {"name": name})
    return Question(key, str(prompt.ask), prompt.facet, prompt.social, ICONS.get(key, ""), hint, answer)


def _own(answers: Mapping[str, Answer], refused: Refused, name: str) -> list[Question]:
    """My own questions, and room for one more; its id is made here, so that writing twice is writing once."""
    hint = _("%(name)s said…") % {"name": name}
    kept = [one for one in answers.values() if not one.prompt and (one.text.strip() or one.waiting)]
    mine = [Question(one.key, one.question, one.facet, one.facet in SOCIAL, "", hint, one, own=True) for one in kept]
    new = [key for key in refused if key not in PROMPTS and key not in answers] or [str(uuid7())]
    mine += [Question(key, "", Facet.PERSONAL, True, "", hint, own=True) for key in new]
    return [_marked(question, refused) for question in mine]


def _marked(question: Question, refused: Refused) -> Question:
    typed, sentence = refused.get(question.key, ("", ""))
    return replace(question, typed=typed, refused=sentence) if sentence else question
