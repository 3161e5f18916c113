"""Search words: under which a person is found, and what a searched text asks for. Derived, never edited."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cookout.core.search import LONGEST, asked, fold, spellings, words


def asked_words(text: str) -> list[str]:
    """The words to look for; a phone number is one word however it is written, without its country code."""
    digits = "".join(sign for sign in text if sign.isdigit())
    if len(digits) >= 3 and not any(sign.isalpha() or sign == "@" for sign in text):
        return [digits[-10:]]
    return asked(text)


def asked_in_each_spelling(text: str) -> list[list[str]]:
    """The same, each word as people spell it who lack one of its letters."""
    once = [[word] for word in asked_words(text)]
    if text.isascii() or len(once) != len(text[:LONGEST].split()):
        return once
    return [sorted({form for way in spellings(said) for form in words(way)[:1]}) for said in text.split()[: len(once)]]


SEARCHED = {"email", "phone", "organisation", "nickname", "title"}


def search_words(full_name: str, details: Iterable[tuple[str, str]]) -> list[str]:
    """The words under which a person is found; of a mail address the parts too, of a phone number the digits."""
    found = set(words(full_name))
    if not full_name.isascii():
        found.update(word for way in spellings(full_name) for word in words(way))
    for kind, value in details:
        if kind == "phone":
            digits = "".join(sign for sign in value if sign.isdigit())
            found.update({digits, digits[-10:], digits[-7:]} if len(digits) >= 7 else {digits})
        elif kind == "email":
            address = fold(value)
            # Nobody looks for “com”, and every word costs a row.
            found.update(
                {
                    address,
                    address.rpartition("@")[2],
                    *address.rpartition(".")[0].replace("@", " ").replace(".", " ").split(),
                }
            )
        elif kind in SEARCHED:
            found.update(words(value))
    return sorted(word[:64] for word in found if word)


class Word(models.Model):
    """One word under which one person is found. Derived; written anew whenever the person changes."""

    goes_along = True
    """Nobody stays in a book for it alone."""

    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    word = models.CharField(max_length=64)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="words", db_index=False)

    class Meta:
        verbose_name = _("search word")
        indexes = [
            models.Index(
                fields=["person", "word"], name="word_by_person", opclasses=["int8_ops", "varchar_pattern_ops"]
            ),
            # The operator class serves LIKE 'mar%' on PostgreSQL; SQLite ignores it.
            models.Index(
                fields=["keeper", "word", "person"],
                name="word_by_keeper",
                opclasses=["int8_ops", "varchar_pattern_ops", "int8_ops"],
            ),
        ]

    def __str__(self) -> str:
        return self.word
