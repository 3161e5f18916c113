"""The profile as a sheet: every heading with its questions, their answers, and what stands free."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cookout.core.models import User
from cookout.people import rules
from cookout.people.models.dance_card import PROMPTS, Prompt, prompts_of
from cookout.people.models.profile import Facet, ProfileEntry

STORIES = "customers.ten"
"""Stories about people who have not been asked: without surnames."""

HELPFUL = 3
"""How many open questions are named first."""


@dataclass(frozen=True, slots=True)
class Line:
    """One question with its answers; without a question, what stands free under the heading."""

    facet: Facet
    prompt: Prompt | None
    entries: tuple[ProfileEntry, ...]

    @classmethod
    def of(cls, user: User, anchor: str) -> "Line | None":
        """One line of this user's own sheet, by where it stands on the page; None where there is no such place."""
        prompt = PROMPTS.get(anchor)
        if prompt is None and anchor not in Facet.values:
            return None
        facet = Facet(prompt.facet if prompt else anchor)
        entries = ProfileEntry.objects.of(user).filter(facet=facet)
        return cls(facet, prompt, tuple(entry for entry in entries if entry.anchor == anchor))

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return self.prompt.key if self.prompt else self.facet.value

    @property
    def is_full(self) -> bool:
        """Whether nothing more is looked for."""
        return self.prompt is not None and len(self.entries) >= self.prompt.most

    @property
    def surnames(self) -> list[str]:
        """What looks like a whole name in stories that do without surnames."""
        if self.anchor != STORIES:
            return []
        return [name for entry in self.entries if (name := rules.whole_name(entry.text))]


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading with its questions; `free` answers none of them."""

    facet: Facet
    lines: tuple[Line, ...]
    free: Line

    @property
    def answered(self) -> int:
        """How many questions have an answer."""
        return len(self.told)

    @property
    def told(self) -> list[Line]:
        """The questions that have an answer."""
        return [line for line in self.lines if line.entries]

    def __bool__(self) -> bool:
        """Whether anything is told here."""
        return bool(self.free.entries or self.told)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole card."""

    headings: tuple[Heading, ...]

    @classmethod
    def of(cls, entries: Iterable[ProfileEntry]) -> "Sheet":
        """The sheet of these entries, in their order."""
        by_place: dict[str, list[ProfileEntry]] = {}
        for entry in entries:
            by_place.setdefault(entry.anchor, []).append(entry)
        return cls(tuple(_heading(facet, by_place) for facet in Facet))

    def __iter__(self) -> Iterator[Heading]:
        return iter(self.headings)

    def __bool__(self) -> bool:
        """Whether anything is told at all."""
        return any(self.headings)

    @property
    def gains(self) -> list[Heading]:
        """The five headings of GAINS."""
        return [heading for heading in self.headings if heading.facet in Facet.gains()]

    @property
    def others(self) -> list[Heading]:
        """The rest of the dance card."""
        return [heading for heading in self.headings if heading.facet not in Facet.gains()]

    @property
    def answered(self) -> int:
        """How many questions have an answer."""
        return sum(heading.answered for heading in self.headings)

    @property
    def total(self) -> int:
        """How many questions there are."""
        return len(PROMPTS)

    @property
    def helpful(self) -> list[Prompt]:
        """The open questions that help those who refer me most."""
        return self.most_worth(HELPFUL)

    def most_worth(self, many: int) -> list[Prompt]:
        """So many of the open questions, those that weigh most, in the order of the card."""
        open_ones = [
            line.prompt for heading in self.headings for line in heading.lines if line.prompt and not line.entries
        ]
        best = sorted(open_ones, key=lambda prompt: (-prompt.value, prompt.social))[:many]
        return [prompt for prompt in open_ones if prompt in best]

    def line(self, key: str) -> Line:
        """One question with its answers."""
        facet = PROMPTS[key].facet
        heading = next(heading for heading in self.headings if heading.facet == facet)
        return next(line for line in heading.lines if line.anchor == key)

    def said(self) -> list[str]:
        """The words to listen for, without the marks that some put round them: whoever shows them quotes them."""
        return [text.strip("“”„\"' ") for text in self.texts("good_referral.words")]

    def texts(self, key: str) -> list[str]:
        """What is told to one question."""
        return [entry.text for entry in self.line(key).entries]


def _heading(facet: Facet, by_place: dict[str, list[ProfileEntry]]) -> Heading:
    lines = (Line(facet, prompt, tuple(by_place.get(prompt.key, ()))) for prompt in prompts_of(facet))
    return Heading(facet, tuple(lines), Line(facet, None, tuple(by_place.get(facet.value, ()))))
