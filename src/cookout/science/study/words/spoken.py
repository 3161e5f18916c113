"""The two sentences of every estimate: one for the leader of a chapter, one for a statistician."""

from dataclasses import replace

from cookout.science.study.results import NOTHING, Estimate, Words
from cookout.science.study.words.exact import BARE, ESTIMATORS, POINT, TAIL, UNTESTED
from cookout.science.study.words.figures import values
from cookout.science.study.words.plain import FEWER_GIVEN, FEWER_RECEIVED, GIVEN, OF_PAIRS, RECEIVED, Pair
from cookout.science.study.words.silences import EXACT, PLAIN


def spoken(one: Estimate) -> Estimate:
    """The estimate with its sentences; those it brings itself stand where this house has none for its family."""
    return replace(one, plain=_plain(one), exact=_exact(one))


def family(key: str) -> str:
    """Which sentences are an estimate's.

    >>> family("band.received.3-4"), family("lot.effect")
    ('band', 'lot.effect')
    """
    return key if key in OF_PAIRS else key.split(".")[0]


def _plain(one: Estimate) -> Words:
    if not one.is_known:
        if one.plain != NOTHING:
            return one.plain
        return PLAIN.get(one.silence, PLAIN["not_asked"])
    pair = _pair(one.key)
    if pair is None:
        return one.plain
    text = pair[0] if one.excludes_no_effect else pair[1]
    if one.excludes_no_effect and (one.value or 0.0) < 0:
        text = (FEWER_GIVEN if ".given" in one.key else FEWER_RECEIVED).get(family(one.key), text)
    return Words(text, values(one))


def _pair(key: str) -> Pair | None:
    if key in OF_PAIRS:
        return OF_PAIRS[key]
    return (GIVEN if ".given" in key else RECEIVED).get(family(key))


def _exact(one: Estimate) -> Words:
    if not one.is_known:
        if one.exact != NOTHING:
            return one.exact
        return replace(EXACT.get(one.silence, EXACT["not_asked"]), values=values(one))
    estimator = ESTIMATORS.get(family(one.key))
    if estimator is None:
        return one.exact if one.exact != NOTHING else Words(BARE.strip(), values(one))
    if one.low is None and one.high is None:
        return Words(estimator + POINT, values(one))
    tail = BARE if not one.clusters else UNTESTED if one.p is None else TAIL
    return Words(estimator + tail, values(one))
