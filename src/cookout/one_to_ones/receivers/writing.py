"""What follows from answers: found, taken along, and after an undo not what any device had read."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cookout.core import exports, search
from cookout.core.models import Act, User
from cookout.core.signals import act_undone
from cookout.one_to_ones.models import Answer
from cookout.one_to_ones.models.written import answers_of

AROUND = 60
"""So many characters are shown before and after what was found."""


def find_answers(user: User, text: str, limit: int) -> list[search.Hit]:
    """What the one search finds of my answers: all words, in the question or in the answer."""
    words = search.asked(text)
    if not words:
        return []
    found = Answer.objects.visible_to(user).filter(one_to_one__deleted_at=None).exclude(text="")
    for word in words:
        found = found.filter(Q(text__icontains=word) | Q(question__icontains=word))
    return [_hit(answer, words[0]) for answer in found.select_related("one_to_one").order_by("-edited_at")[:limit]]


def come_back(sender: type[Act], act: Act, rows: tuple[tuple[str, int], ...], **kwargs: Any) -> None:
    """An undo writes too."""
    for answer in Answer.objects.filter(pk__in=[pk for label, pk in rows if label == Answer._meta.label_lower]):
        answer.come_back()


def connect() -> None:
    """Listen, and offer the answers to search and archive."""
    # After “people” in the order of the search: a name is looked for more often than a word of a talk.
    search.register("written", find_answers)
    exports.register("answers", answers_of)
    act_undone.connect(come_back, dispatch_uid="one_to_ones.come_back")


def _hit(answer: Answer, word: str) -> search.Hit:
    at = max(answer.text.lower().find(word), 0)
    start, end = max(at - AROUND, 0), at + AROUND
    before, after = "…" if start else "", "…" if end < len(answer.text) else ""
    url = f"{reverse('one_to_ones:guide_detail', args=[answer.one_to_one.uid])}#answer-{answer.key.replace('.', '-')}"
    said = f"{before}{' '.join(answer.text[start:end].split())}{after}"
    return search.Hit(str(_("Notes of 1-2-1s")), answer.question, said, url, str(answer.uid))
