"""What follows from answers: found, taken along, and after an undo not what any device had read."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cookout.core import exports, search
from cookout.core.models import Act, User
from cookout.core.search import full_text
from cookout.core.signals import act_undone
from cookout.one_to_ones.models import Answer
from cookout.one_to_ones.models.written import answers_of

full_text.keep(Answer, "question", "text")


def find_answers(user: User, text: str, limit: int) -> list[search.Hit]:
    """What the one search finds of my answers: all words, in the question or in the answer."""

    def rows() -> "QuerySet[Answer]":
        mine = Answer.objects.visible_to(user).filter(one_to_one__deleted_at=None).exclude(text="")
        return mine.select_related("one_to_one").order_by("-edited_at")

    return [_hit(answer, text) for answer in full_text.found(Answer, text, limit, rows)]


def come_back(sender: type[Act], act: Act, rows: tuple[tuple[str, int], ...], **kwargs: Any) -> None:
    """An undo writes too."""
    for answer in Answer.objects.filter(pk__in=[pk for label, pk in rows if label == Answer._meta.label_lower]):
        answer.come_back()


def connect() -> None:
    """Listen, and offer the answers to search and archive."""
    search.register("written", find_answers, room="one_to_ones", place=search.OWN_WORDS)
    exports.register("answers", answers_of)
    act_undone.connect(come_back, dispatch_uid="one_to_ones.come_back")


def _hit(answer: Answer, text: str) -> search.Hit:
    url = f"{reverse('one_to_ones:guide_detail', args=[answer.one_to_one.uid])}#answer-{answer.key.replace('.', '-')}"
    said = search.excerpt(answer.text, text)
    return search.Hit(str(_("Notes of 1-2-1s")), answer.question, said, url, str(answer.uid))
