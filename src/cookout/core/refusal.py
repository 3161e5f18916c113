"""A verb's “no” in one sentence for the person in front of the screen. Every door knows how to say it."""

from django.utils.functional import Promise as LazyText


class Refusal(Exception):
    """What could not be done, why, and what to do; nothing was changed."""

    code = "refused"

    def __init__(self, sentence: "str | LazyText") -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)
