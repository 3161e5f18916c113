"""What is asked once while a page is read."""

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from cookout.core.asked import are_kept, asked_once, once
from cookout.core.middleware import ReadOnce


def test_an_answer_is_kept_for_one_page_and_no_longer() -> None:
    answers = iter(range(9))

    def ask() -> int:
        return next(answers)

    assert [once("how many", ask), once("how many", ask)] == [0, 1]
    for page in (2, 4):
        with asked_once():
            assert [once("how many", ask), once("how many", ask), once("another", ask)] == [page, page, page + 1]


def test_a_page_keeps_answers_and_a_form_does_not() -> None:
    def kept(method: str) -> bool:
        heard: list[bool] = []

        def answer(_request: HttpRequest) -> HttpResponse:
            heard.append(are_kept())
            return HttpResponse()

        ReadOnce(answer)(RequestFactory().generic(method, "/"))
        assert not are_kept()
        return heard[0]

    assert [kept(method) for method in ("GET", "HEAD", "POST", "PATCH", "DELETE")] == [True, True, False, False, False]
