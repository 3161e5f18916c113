"""What is said of the numbers, and what is never said before the hat has spoken."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from cookout.science.study import results
from cookout.science.study.keys import keys, unit
from cookout.science.study.results import Estimate, Study, Words
from cookout.science.study.tests.answers import FACTS, estimate, hand_written, region, silent
from cookout.science.study.words.plain import GIVEN, OF_PAIRS, RECEIVED
from cookout.science.study.words.said import answer, can_say, cannot_say, causal_sentence
from cookout.science.study.words.silences import EXACT, PLAIN
from cookout.science.study.words.spoken import spoken

CAUSAL = re.compile(r"lead(s)? to|\bcause(s|d)?\b(?! is a second)|\bbring(s)?\b (?!yet)|\bbecause of\b|effect of", re.I)
MONTHS = estimate("months.received", 1.9, 1.6, 2.3)
MEMBERS = estimate("members.received", 3.0, 2.5, 3.6)
EFFECT = estimate("lot.effect", 0.15, 0.05, 0.25)
INTENT = estimate("lot.intent", 0.06, 0.02, 0.10, p=0.004)


@pytest.mark.parametrize("key", [key for key in keys() if not key.startswith("settle.")])
@pytest.mark.parametrize("ends", [(1.2, 1.1, 1.3), (1.2, -0.5, 2.9)])
def test_every_estimate_has_both_sentences_whole(key: str, ends: tuple[float, float, float]) -> None:
    told = spoken(estimate(key, *ends))
    for words in (told.plain, told.exact):
        assert str(words)
        assert not re.search(r"%\(|%%|not known", str(words))
    assert re.search(r"n = 288|240|28[0-9]", str(told.exact))


@pytest.mark.parametrize("silence", [*PLAIN])
@pytest.mark.parametrize("key", ["same_member.received", "lot.effect", "band.given.5+"])
def test_every_silence_has_both_sentences(key: str, silence: str) -> None:
    told = spoken(Estimate(key, unit(key), silence=silence))
    assert str(told.plain).startswith(("Not ", "Refused"))
    assert str(told.exact).startswith(("Not ", "Refused"))
    assert "%(" not in str(told.exact)


def test_the_words_for_silences_are_those_of_the_contract() -> None:
    contract = Path(results.__file__).read_text(encoding="utf-8")
    listed = contract.split("silence: str", 1)[1].split("plain: Words", 1)[0]
    assert set(PLAIN) == set(EXACT) == set(re.findall(r"`([a-z_]+)`", listed))


def test_no_sentence_about_an_estimate_says_that_one_brings_the_other() -> None:
    for texts in (*RECEIVED.values(), *GIVEN.values(), *(OF_PAIRS[key] for key in ("pairs.met", "control.unmet"))):
        for text in texts:
            assert not CAUSAL.search(text), text


def test_what_was_given_is_never_called_received() -> None:
    for family, texts in GIVEN.items():
        for text in texts:
            assert "receive" not in text, family
            assert "giv" in text, family


def test_the_sentence_of_a_sure_number_differs_from_that_of_an_unsure_one() -> None:
    sure, unsure = spoken(MONTHS), spoken(replace(MONTHS, low=0.8))
    assert "may be chance" in str(unsure.plain)
    assert "may be chance" not in str(sure.plain)


def test_the_headline_names_its_graph() -> None:
    assert str(answer(hand_written(MONTHS, MEMBERS)).claim).startswith("Month by month")
    assert "yearly averages" in str(answer(hand_written(MEMBERS)).claim)
    assert "1.90× [1.60–2.30]" in str(answer(hand_written(MONTHS)).claim)


def test_what_a_graph_shows_where_nothing_works_stands_right_under_it() -> None:
    both = answer(hand_written(MONTHS, MEMBERS))
    assert "1.38" in str(both.meaning)
    assert "2.65" in str(both.other)
    assert "2.65" in str(answer(hand_written(MEMBERS)).meaning)


def test_how_sure_says_whether_chance_could_make_it() -> None:
    assert "it is not in there" in str(answer(hand_written(MONTHS)).sure)
    assert "may be chance" in str(answer(hand_written(replace(MONTHS, low=0.9))).sure)


def test_a_table_of_pairs_alone_has_a_headline_of_its_own() -> None:
    told = answer(hand_written(estimate("pairs.met", 1.26, 1.18, 1.35)))
    assert str(told.claim).startswith("Pair by pair")
    assert "1.26× [1.18–1.35]" in str(told.claim)


def test_where_nothing_is_known_nothing_is_claimed() -> None:
    told = answer(silent())
    assert "not yet known" in str(told.claim)
    assert not can_say(silent())


@pytest.mark.parametrize(
    "study",
    [
        hand_written(MONTHS, MEMBERS),
        hand_written(MONTHS, estimate("pairs.met", 1.3, 1.2, 1.4)),
        hand_written(replace(EFFECT, low=-0.01), INTENT),
        hand_written(EFFECT, replace(INTENT, p=0.06)),
        hand_written(EFFECT, replace(INTENT, p=None)),
        hand_written(replace(EFFECT, value=-0.2, low=-0.3, high=-0.1), replace(INTENT, value=-0.06)),
        hand_written(replace(EFFECT, silence="no_draw", value=None), INTENT),
        hand_written(EFFECT),
        hand_written(INTENT),
        silent(),
    ],
)
def test_before_the_hat_has_spoken_there_is_no_causal_sentence(study: Study) -> None:
    assert causal_sentence(study) is None
    assert any(str(words).startswith("That 1-2-1s lead to referrals.") for words in cannot_say(study))
    assert not any("lead to" in str(words) for words in can_say(study))


def test_after_the_hat_has_spoken_it_stands_under_what_one_can_say() -> None:
    spoke = hand_written(EFFECT, INTENT)
    told = causal_sentence(spoke)
    assert told is not None
    assert "about 15 referrals more" in str(told)
    assert "between 5 and 25" in str(told)
    assert told in can_say(spoke)
    assert not any("lead to" in str(words) for words in cannot_say(spoke))


def test_missing_months_are_said_first() -> None:
    found = cannot_say(hand_written(MONTHS, facts=replace(FACTS, missing=37)))
    assert "37 member-months" in str(found[0])
    assert "missing is not zero" in str(found[0])
    assert not any("no report" in str(words) for words in cannot_say(hand_written(MONTHS)))


def test_a_failed_placebo_is_told() -> None:
    found = cannot_say(hand_written(MONTHS, estimate("lead.given", 1.1, 1.05, 1.15)))
    assert any("month after" in str(words) for words in found)


def test_a_score_refused_is_told() -> None:
    found = cannot_say(hand_written(Estimate("months.received", "times", silence="contains_outcome")))
    assert any("counts the referrals themselves" in str(words) for words in found)


def test_one_chapter_alone_cannot_settle_it_but_the_region_can() -> None:
    months = estimate("settle.months", 13, 13, 13, n=14, plain=Words("…"))
    alone = hand_written(MONTHS, months, estimate("settle.chapters", 19, 19, 19, plain=Words("19 chapters.")))
    assert "One chapter alone cannot settle it. Together with the region’s 14 chapters" in str(answer(alone).settles)
    assert "13 months" in str(answer(alone).settles)
    assert answer(alone).settles in cannot_say(alone)


def test_that_another_chapter_would_see_the_same_is_left_open_for_one_chapter_only() -> None:
    assert any("another chapter" in str(words) for words in cannot_say(hand_written(MONTHS)))
    several = hand_written(MONTHS, facts=replace(FACTS, chapters=3))
    assert not any("another chapter" in str(words) for words in cannot_say(several))


def test_the_words_of_a_simulated_null_region_hold_nothing_causal() -> None:
    null = region(theta=0.0, seed=5)
    assert causal_sentence(null) is None
    for words in (*null.can_say, null.finding, *(one.plain for one in null.estimates.values())):
        assert "lead to" not in str(words)
