"""Programs' door to the guide and to the answers of a 1-2-1: mine alone."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from cookout.core.api import Refused, Scope
from cookout.core.http import Request
from cookout.core.models import Arrival
from cookout.core.refusal import Refusal
from cookout.core.side_by_side import Choice, Sent
from cookout.one_to_ones.models import Answer, Guide, OneToOne, guide_to
from cookout.one_to_ones.models.guide import Part, Question

READ, WRITE = Scope("one_to_ones:read"), Scope("one_to_ones:write")

router = Router(tags=["1-2-1s"])


class BesideOut(Schema):
    """What another device wrote at the same time; `writer` and `n` name it when one chooses."""

    writer: str
    n: int
    text: str


class AnswerOut(Schema):
    """What I wrote down. `key` is the question of the dance card, or the id of a question of my own."""

    key: str
    uid: uuid.UUID
    question: str
    facet: str
    text: str
    revision: int
    beside: list[BesideOut]
    fact: uuid.UUID | None
    edited_at: dt.datetime

    @staticmethod
    def resolve_beside(answer: Answer) -> list[BesideOut]:
        """What waits for a choice."""
        return [BesideOut(writer=head.writer, n=head.n, text=head.text or "") for head in answer.waiting]

    @staticmethod
    def resolve_fact(answer: Answer) -> uuid.UUID | None:
        """What it has become."""
        return answer.fact.uid if answer.fact and answer.fact.deleted_at is None else None


class QuestionOut(Schema):
    """One question of the guide, and what was answered."""

    key: str
    ask: str
    facet: str
    social: bool
    text: str
    revision: int


class GuidePartOut(Schema):
    """Some questions under one heading."""

    key: str
    title: str
    questions: list[QuestionOut]


class GuideOut(Schema):
    """The five of the prep sheet, then the talk, then all the rest; and how many of each side are answered."""

    parts: list[GuidePartOut]
    social: int
    business: int


class AnswerIn(Schema):
    """The answer as it is now, whole.

    `base` is the revision it was built on: where another device has written since, its text waits beside and nothing
    is lost. Without `base` it replaces what stands. The same `item` again changes nothing. `question` and `facet`
    belong to a question of one's own, whose key is an id that the client makes.
    """

    text: str
    base: int | None = Field(None, ge=0)
    item: uuid.UUID | None = None
    question: str = Field("", max_length=300)
    facet: str = ""


class ChoiceIn(Schema):
    """Which stays: `this` one, the `other` beside it, or `both`; with the revision at which one saw them."""

    choice: Choice
    writer: str
    n: int
    revision: int


@router.get("/1-2-1s/{uuid:uid}/guide", auth=READ, response={200: GuideOut, **Refused}, summary="The guide")
def guide_detail(request: Request, uid: uuid.UUID) -> dict[str, Any]:
    """What to ask, and what was answered."""
    guide: Guide = guide_to(request.user, _mine(request, uid))
    parts = [guide.suggested, *guide.talk, *guide.more, guide.own]
    shown = [_part(part) for part in parts]
    return {"parts": [one for one in shown if one["questions"]], "social": guide.social, "business": guide.business}


@router.get("/1-2-1s/{uuid:uid}/answers", auth=READ, response={200: list[AnswerOut], **Refused}, summary="Answers")
def answer_list(request: Request, uid: uuid.UUID) -> Any:
    """What I wrote down in one 1-2-1."""
    return Answer.objects.visible_to(request.user).filter(one_to_one=_mine(request, uid)).select_related("fact")


@router.put("/1-2-1s/{uuid:uid}/answers/{prompt}", auth=WRITE, response={200: AnswerOut, **Refused}, summary="Answer")
def answer_update(request: Request, uid: uuid.UUID, prompt: str, data: AnswerIn) -> Answer:
    """Write an answer down; the fact and the promises follow."""
    one = _mine(request, uid)
    with transaction.atomic():
        asked = {"question": data.question, "facet": data.facet}
        answer = Answer.to(prompt, by=request.user, one_to_one=one, lock=True, **asked)
        if data.item is None or Arrival.is_first(data.item, by=request.user):
            answer.write(data.text, by=request.user, sent=Sent("", data.base))
            if data.question and not answer.prompt:
                answer.reword(data.question, data.facet, by=request.user)
        if answer.pk is None:
            raise Refusal(_("There is nothing to write down."))
    return Answer.objects.select_related("fact").get(pk=answer.pk)


@router.post("/answers/{uuid:uid}/choice", auth=WRITE, response={200: AnswerOut, **Refused}, summary="Choose")
def choice_create(request: Request, uid: uuid.UUID, data: ChoiceIn) -> Answer:
    """Say which of two texts stays."""
    answer = get_object_or_404(Answer.objects.visible_to(request.user), uid=uid, one_to_one__deleted_at=None)
    answer.choose(by=request.user, **data.model_dump())
    return answer


def _mine(request: Request, uid: uuid.UUID) -> OneToOne:
    one: OneToOne = get_object_or_404(OneToOne.objects.visible_to(request.user).with_seats(), uid=uid)
    return one


def _part(part: Part) -> dict[str, Any]:
    return {"key": part.key, "title": part.title, "questions": [one for one in part.questions if _is_asked(one)]}


def _is_asked(question: Question) -> bool:
    """The room for one more question is no question yet."""
    return not question.own or question.answer is not None
