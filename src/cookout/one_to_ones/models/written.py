"""What one seat writes down during a 1-2-1. Private to whoever wrote it."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cookout.core import search
from cookout.core.models import Act, Deletable, Identified, User, one_act
from cookout.core.refusal import Refusal
from cookout.core.side_by_side import Choice, Head, Sent, Written, choose, moved_on, take
from cookout.one_to_ones.formats import notes
from cookout.one_to_ones.models.one_to_one import OneToOne
from cookout.one_to_ones.models.seat import Seat
from cookout.people.models import PROMPTS, Facet, Person
from cookout.ties.models import Fact, Promise, Tie, local_today

LONGEST = 50_000
LONGEST_QUESTION = 300
LONGEST_PROMISE = 300
UNTIL = dt.timedelta(days=7)
"""When a promise is due that names no day."""


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Sets of answers."""

    def visible_to(self, user: User) -> Self:
        """Only one's own."""
        return self.filter(owner=user, deleted_at=None)


class Answer(Identified, Deletable):
    """What I wrote down to one question while we talked; it becomes a fact with date and source."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="answers")
    one_to_one = models.ForeignKey(OneToOne, on_delete=models.CASCADE, related_name="answers")
    prompt = models.CharField(_("question of the dance card"), max_length=40, blank=True)
    facet = models.CharField(_("heading"), max_length=20, choices=Facet, default=Facet.PERSONAL)
    question = models.CharField(_("question"), max_length=LONGEST_QUESTION)
    text = models.TextField(_("answer"), blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)
    heads = models.JSONField(
        default=list, blank=True, editable=False,
        help_text=_("Which device wrote what last; a text of its own waits beside until you choose."),
    )  # fmt: skip
    promised = models.JSONField(
        default=list, blank=True, editable=False, help_text=_("Each promise made here, and the line that made it.")
    )
    fact = models.ForeignKey(Fact, null=True, blank=True, on_delete=models.SET_NULL, related_name="answers")
    edited_at = models.DateTimeField(auto_now=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "uid"], name="answer_uid_unique"),
            models.UniqueConstraint(
                fields=["owner", "one_to_one", "prompt"],
                condition=~Q(prompt="") & Q(deleted_at=None),
                name="answer_once",
            ),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def key(self) -> str:
        """Under which name the question is asked for: that of the dance card, or the id of one of my own."""
        return self.prompt or str(self.uid)

    @property
    def waiting(self) -> tuple[Head, ...]:
        """What other devices wrote at the same time, until I choose."""
        return self._written.waiting

    def lets_undo(self, before: dict[str, Any] | None, *, by: User) -> bool:
        """What was written on since does not vanish with its first word."""
        return before is not None or self.revision == 1

    def people(self) -> list[Person]:
        """Whom “@Name” names, where exactly one person I know has that name."""
        found = (self._meant(names) for names in notes.named(self.text))
        return list({person.pk: person for person in found if person is not None}.values())

    # Verbs

    @classmethod
    def to(
        cls, key: str, *, by: User, one_to_one: OneToOne, question: str = "", facet: str = "", lock: bool = False
    ) -> "Answer":
        """My answer to one question, not saved yet where nothing was written; under an id, to a question of my own."""
        if lock:  # two devices that answer for the first time must not make two rows
            Seat.objects.select_for_update().get(one_to_one=one_to_one, user=by)
        mine = cls.objects.filter(owner=by, one_to_one=one_to_one)
        if key in PROMPTS:
            known = mine.filter(prompt=key, deleted_at=None).select_related("fact").first()
            asked = PROMPTS[key]
            values: dict[str, Any] = {"prompt": key, "facet": asked.facet, "question": str(asked.ask)}
        else:
            uid = _own(key)
            known = mine.filter(prompt="", uid=uid).select_related("fact").first()
            if known is None and cls.objects.filter(owner=by, uid=uid).exists():
                raise Refusal(_("Another of your answers has this id. Use a new one."))
            question = notes.clean(question).strip()[:LONGEST_QUESTION] or gettext("What else was said")
            values = {"uid": uid, "facet": facet if facet in Facet.values else Facet.PERSONAL, "question": question}
        return known or cls(owner=by, one_to_one=one_to_one, **values)

    @transaction.atomic
    def write(self, text: str, *, by: User, sent: Sent | None = None) -> Act | None:
        """Write the answer down, as a device sends it; no act where the text stays as it is.

        The fact and the promises follow. `sent` says upon what the text was built; without it, it replaces what stands.
        """
        text = notes.clean(text)
        if len(text) > LONGEST:
            too_long = _(
                "An answer takes %(most)s characters, and this one has %(many)s. Go on in a question of your own."
            )
            raise Refusal(too_long % {"most": f"{LONGEST:,}", "many": f"{len(text):,}"})
        return self._become(take(self._written, replace(sent or Sent(""), text=text)), by=by)

    @transaction.atomic
    def reword(self, question: str, facet: str, *, by: User) -> Act | None:
        """Put a question of my own in other words, or under another heading; the fact says the new ones."""
        question = notes.clean(question).strip()[:LONGEST_QUESTION] or self.question
        facet = facet if facet in Facet.values else self.facet
        if self.prompt or (question, facet) == (self.question, self.facet):
            return None
        was = self._told(self.text)
        with one_act(by=by, verb="answer.reword", about=question) as act:
            act.update(self, question=question, facet=facet)
            if self.fact is not None and self.fact.deleted_at is None and self.fact.text == was:
                self.fact.correct(by=by, text=self._told(self.text), facet=facet)
        return act

    @transaction.atomic
    def choose(self, choice: Choice, *, by: User, writer: str, n: int, revision: int) -> Act | None:
        """Say which of two texts stays. Where something was written since I looked, look again first."""
        self.refresh_from_db(from_queryset=Answer.objects.select_for_update())
        if revision != self.revision:
            raise Refusal(_("Something was written here meanwhile. Look at both once more."))
        return self._become(choose(self._written, writer, n, choice), by=by)

    def come_back(self) -> None:
        """After an undo: devices that had read what stood before have not read what stands now."""
        self._keep(moved_on(self._written, self.text))
        self.save(update_fields=["revision", "heads"])

    # How it is done

    @property
    def _written(self) -> Written:
        return Written.of(self.text, self.revision, self.heads)

    def _keep(self, after: Written) -> None:
        self.revision, self.heads = after.revision, after.plain_heads

    def _become(self, after: Written, *, by: User) -> Act | None:
        """Let the text be what it is by now. An undo takes the text back, never the count of revisions."""
        if after == self._written:
            return None
        before, is_new = self.text, self.pk is None
        if is_new and not after.text:
            return None
        self._keep(after)
        if after.text == before and not is_new:
            self.save(update_fields=["revision", "heads", "edited_at"])
            return None
        with one_act(by=by, verb="answer.write", about=self.question) as act:
            if is_new:
                self.text = after.text
                act.create(self)
            else:
                self.save(update_fields=["revision", "heads", "edited_at"])
                act.update(self, text=after.text, deleted_at=None)
            self._follow(before, by=by, act=act)
        return act

    def _follow(self, before: str, *, by: User, act: Act) -> None:
        """The fact and the promises hang on the tie, which needs a person I may still see."""
        person = self.one_to_one.person_for(by)
        if person is not None:
            tie = Tie.objects.between(by, person)
            self._learn(self._told(before), tie, by=by, act=act)
            self._promise(tie, by=by, act=act)

    def _told(self, text: str) -> str:
        """What the fact says; to a question of my own it says the question too."""
        told = notes.told(text)
        return f"{self.question}\n{told}" if told and not self.prompt else told

    def _learn(self, was: str, tie: Tie, *, by: User, act: Act) -> None:
        told, fact = self._told(self.text), self.fact
        if fact is None:
            if told:
                source, on = self.source, self.learned_on
                fact = tie.learn(self.facet, told, by=by, source=source, learned_on=on, prompt=self.prompt)
                act.update(self, fact=fact)
        elif fact.deleted_at is not None:
            if told:
                fact.correct(by=by, deleted_at=None, text=told)
        elif fact.text != was:
            return  # corrected on the person's page: that word stands
        elif told:
            fact.correct(by=by, text=told)
        else:
            fact.remove(by=by)

    def _promise(self, tie: Tie, *, by: User, act: Act) -> None:
        """Keep promises in step with their lines; what I changed or settled elsewhere is left alone."""
        lines = notes.promised(self.text)
        made = [(str(uid), str(line)) for uid, line in self.promised]
        gone = [pair for pair in made if pair[1] not in lines]
        stay = [pair for pair in made if pair[1] in lines]
        new = [line for line in lines if line not in {line for _uid, line in stay}]
        for promise in self._untouched(gone):
            if new:
                promise.correct(by=by, text=_short(new[0]))
                stay.append((str(promise.uid), new.pop(0)))
            elif promise.due_on == promise.made_on + UNTIL:
                promise.remove(by=by)
        for line in new:
            promise = tie.promise(_short(line), by=by, due_on=local_today(by) + UNTIL)
            stay.append((str(promise.uid), line))
        act.update(self, promised=[list(pair) for pair in stay])

    def _untouched(self, pairs: list[tuple[str, str]]) -> Iterator[Promise]:
        """The open promises that still say what their line said."""
        rows = Promise.objects.visible_to(self.owner).open().filter(uid__in=[uid for uid, _line in pairs])
        by_uid = {str(row.uid): row for row in rows}
        for uid, line in pairs:
            if uid in by_uid and by_uid[uid].text == _short(line):
                yield by_uid[uid]

    @property
    def learned_on(self) -> dt.date:
        """The day of the 1-2-1 where I live; today where none was agreed, or where it is still to come."""
        today, starts_at = local_today(self.owner), self.one_to_one.starts_at
        return min(today, starts_at.astimezone(self.owner.tzinfo).date()) if starts_at else today

    @property
    def source(self) -> str:
        """From where I have it."""
        on = self.learned_on
        pattern = "M j" if on.year == timezone.localdate().year else "M j, Y"
        return gettext("1-2-1 on %(day)s") % {"day": date_format(on, pattern)}

    def _meant(self, names: list[str]) -> Person | None:
        everyone = Person.objects.known_to(self.owner)
        for name in names:
            wanted = set(search.words(name))
            called = everyone.called(name, by=self.owner) if wanted else []
            found = [person for person in called if wanted <= set(search.words(person.full_name))]
            if found:
                return found[0] if len(found) == 1 else None
        return None


def answers_of(user: User) -> Iterator[dict[str, Any]]:
    """Every answer, as a plain row to take along."""
    rows = Answer.objects.visible_to(user).select_related("one_to_one", "fact")
    for row in rows.iterator(chunk_size=1000):
        yield {
            "uid": row.uid, "one_to_one": row.one_to_one.uid, "prompt": row.prompt, "facet": row.facet,
            "question": row.question, "text": row.text, "beside": [head.text for head in row.waiting],
            "fact": row.fact.uid if row.fact else None, "created_at": row.created_at, "edited_at": row.edited_at,
        }  # fmt: skip


def _own(key: str) -> uuid.UUID:
    try:
        return uuid.UUID(key)
    except ValueError:
        raise Refusal(_("There is no such question.")) from None


def _short(line: str) -> str:
    return line if len(line) <= LONGEST_PROMISE else f"{line[: LONGEST_PROMISE - 1]}…"
