"""The answer in the order a person needs it: the claim, how sure, what it may mean, what would settle it.

Then what one can say and what one cannot say yet. Nothing here says that a 1-2-1 brings a referral, but for
`causal_sentence`, and that only after the hat has spoken and left no effect out.
"""

from dataclasses import dataclass

from cookout.science.study.results import NOTHING, Estimate, Study, Words
from cookout.science.study.silence import placebo_failed
from cookout.science.study.words.figures import plain_number, values

NULL_MONTHS, NULL_MEMBERS = "1.38", "2.65"
"""What the two graphs show in a simulated chapter where a 1-2-1 does nothing (24 members, twelve months)."""

MEANS = {
    "months": Words(
        "It goes together. That is not yet a reason: in a simulated chapter where a 1-2-1 does nothing at all, this "
        "graph still shows %(null)s times, because keen members do more of both.",
        {"null": NULL_MONTHS},
    ),
    "members": Words(
        "It goes together. That is not yet a reason: in a simulated chapter where a 1-2-1 does nothing at all, this "
        "graph still shows %(null)s times, because keen members do more of both.",
        {"null": NULL_MEMBERS},
    ),
}

CLAIMS = {
    "months": Words(
        "Month by month: with 3–4 1-2-1s, members receive %(value)s× [%(low)s–%(high)s] "
        "the referrals of months with one or none."
    ),
    "members": Words(
        "Members’ yearly averages: with 3 or more 1-2-1s a month, members receive %(value)s× [%(low)s–%(high)s] "
        "the referrals of those with one or less."
    ),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """In the order in which it is read."""

    claim: Words
    sure: Words
    meaning: Words
    settles: Words
    graph: str = ""
    """Which of the two graphs the claim is: `months`, `members`, or none."""
    other: Words = NOTHING
    """The claim as the other graph shows it."""


def answer(study: Study) -> Answer:
    """Claim, how sure, what it may mean, what would settle it."""
    known = [graph for graph in ("months", "members") if study.get(f"{graph}.received").is_known]
    if not known:
        return _of_pairs(study) or _nothing(study)
    one = study.get(f"{known[0]}.received")
    other = _other(study, known[1]) if len(known) > 1 else NOTHING
    return Answer(_claim(known[0], one), _sure(one), _meaning(known[0], one), settles(study), known[0], other)


def _nothing(study: Study) -> Answer:
    return Answer(
        claim=Words("Whether 1-2-1s and referrals go together here is not yet known."),
        sure=study.get("months.received").plain,
        meaning=Words("Not yet known is not the same as none: where little is recorded, little can be said."),
        settles=settles(study),
    )


def _of_pairs(study: Study) -> Answer | None:
    """Of a table that tells only of pairs."""
    one = study.get("pairs.met")
    if not one.is_known:
        return None
    claim = Words(
        "Pair by pair: within three months of a 1-2-1, two members pass %(value)s× [%(low)s–%(high)s] the referrals "
        "of their other months.",
        values(one),
    )
    meaning = Words(
        "It goes together in one and the same pair. That is not yet a reason: a referral under way may itself make two "
        "people meet."
    )
    if not one.excludes_no_effect:
        meaning = Words(
            "Perhaps nothing. And were it surer, it would not yet be a reason: a referral under way may itself make "
            "two people meet."
        )
    return Answer(claim, _sure(one), meaning, settles(study), "pairs")


def _meaning(graph: str, one: Estimate) -> Words:
    if one.excludes_no_effect and (one.value or 0) > 1:
        return MEANS[graph]
    if (one.value or 0) > 1:
        return Words(
            "Perhaps nothing. And were it surer, it would not yet be a reason: in a simulated chapter where a 1-2-1 "
            "does nothing at all, this graph shows %(null)s times, because keen members do more of both.",
            MEANS[graph].values,
        )
    return Words(
        "Months differ in more than their 1-2-1s, so this graph alone shows neither that they help nor that they do "
        "not."
    )


def _claim(graph: str, one: Estimate) -> Words:
    return Words(CLAIMS[graph].text, values(one))


def _other(study: Study, graph: str) -> Words:
    one = study.get(f"{graph}.received")
    return Words(
        "By members’ yearly averages, the graph the field knows, it is %(value)s× [%(low)s–%(high)s]; "
        "where a 1-2-1 does nothing, that graph shows %(null)s.",
        {**values(one), "null": NULL_MEMBERS},
    )


def _sure(one: Estimate) -> Words:
    if one.excludes_no_effect:
        return Words(
            "The brackets are the 95% interval: the true number is probably in there. 1 would be no difference; it is "
            "not in there. Whether the 1-2-1s are the cause is a second question."
        )
    return Words(
        "The brackets are the 95% interval: the true number is probably in there. 1 would be no difference, and it is "
        "in there too, so this may be chance."
    )


def finding(study: Study) -> Words:
    """The headline, by the name of its graph."""
    return answer(study).claim


def settles(study: Study) -> Words:
    """What would settle it: chapters and months that draw pairs from the hat."""
    if causal_sentence(study) is not None:
        return Words("The hat has spoken. Go on drawing: each further month makes the number surer.")
    asked, months = study.get("settle.chapters"), study.get("settle.months")
    if study.facts.chapters <= 1 and months.is_known and months.n > 1:
        return Words(
            "One chapter alone cannot settle it. Together with the region’s %(own)s chapters, all drawing from a hat: "
            "in about %(months)s months, for half as many referrals again.",
            {"own": f"{months.n:,}", "months": plain_number(months.value or 0.0, "months")},
        )
    if study.facts.chapters <= 1 and months.n > 1 and months.more.get("months"):
        return Words(
            "One chapter alone cannot settle it, and the region’s %(own)s chapters together would draw from the hat "
            "for about %(years)s years. %(needed)s chapters need one year to see half as many referrals again.",
            {
                "own": f"{months.n:,}",
                "years": f"{max(round(months.more['months'] / 12), 1)}",
                "needed": plain_number(asked.value or 0.0, "chapters"),
            },
        )
    return asked.plain if asked.plain != NOTHING else Words(
        "Only pairs drawn from a hat can settle it: keen or not, the hat does not know."
    )  # fmt: skip


def causal_sentence(study: Study) -> Words | None:
    """That 1-2-1s bring referrals, and how many; None until the hat has spoken and left no effect out.

    Both the test of the draw (p at most 0.05) and the interval of the effect must say so.
    """
    effect, intent = study.get("lot.effect"), study.get("lot.intent")
    ends = (effect.value, effect.low, effect.high)
    if not effect.is_known or effect.low is None or effect.low <= 0:
        return None
    if not intent.is_known or intent.p is None or intent.p > 0.05 or (intent.value or 0.0) <= 0:
        return None
    return Words(
        "1-2-1s lead to referrals here: a hundred 1-2-1s that came of the hat led to about %(value)s referrals more "
        "within three months, probably between %(low)s and %(high)s. The hat chose who met, so keenness did not.",
        {name: f"{100 * (end or 0):.0f}" for name, end in zip(("value", "low", "high"), ends, strict=True)},
    )


def can_say(study: Study) -> tuple[Words, ...]:
    """What the table bears."""
    found = [_together(study), _within(study), _flat(study), _drawn(study), causal_sentence(study)]
    return tuple(one for one in found if one is not None)


def _together(study: Study) -> Words | None:
    ways = ("months", "members", "pooled")
    known = [study.get(f"{way}.{outcome}") for outcome in ("received", "given") for way in ways]
    received, given = (
        any(one.excludes_no_effect and (one.low or 0) > 1 for one in part) for part in (known[:3], known[3:])
    )
    if received and given:
        return Words("Here, those who meet more also give and receive more. Chance alone rarely makes that.")
    if received:
        return Words("Here, those who meet more also receive more. Chance alone rarely makes that.")
    if given:
        return Words("Here, those who meet more also give more. Chance alone rarely makes that.")
    if any(one.excludes_no_effect for one in known):
        return Words("Here, those who meet more pass fewer referrals. Chance alone rarely makes that.")
    if any(one.is_known for one in known):
        return Words("Here, busy and quiet months differ no more than chance could make them.")
    return None


def _within(study: Study) -> Words | None:
    one = study.get("same_member.received")
    if not one.excludes_no_effect:
        return None
    if (one.value or 0) < 1:
        return Words("In their own busy months, the same members receive less than in their quiet ones.")
    return Words(
        "It holds for the same person: each 1-2-1 more in a month goes together with %(value)s times the referrals.",
        values(one),
    )


def _flat(study: Study) -> Words | None:
    some, many = study.get("band.received.3-4"), study.get("band.received.5+")
    if not (some.is_known and many.is_known) or some.value is None or many.value is None:
        return None
    if many.value > 1.1 * some.value:
        return None
    return Words(
        "After four a month we see little added, though only %(n)s months were that busy.", {"n": f"{many.n:,}"}
    )


def _drawn(study: Study) -> Words | None:
    uptake = study.get("lot.uptake")
    if not uptake.is_known:
        return None
    return Words(
        "The hat is heard: of the pairs it chose, %(value)s met in that month.",
        {"value": plain_number(uptake.value or 0.0, "share")},
    )


def cannot_say(study: Study) -> tuple[Words, ...]:
    """What it does not bear yet; what is missing comes first."""
    found = [
        _missing(study), _refused(study), _cause(study), _own_months(study), _placebo(study), _control(study),
        _elsewhere(study),
    ]  # fmt: skip
    return tuple(one for one in [*found, settles(study)] if one is not None)


def _missing(study: Study) -> Words | None:
    if not study.facts.missing:
        return None
    return Words(
        "What happened in %(missing)s member-months that have no report. They are left out; missing is not zero.",
        {"missing": f"{study.facts.missing:,}"},
    )


def _refused(study: Study) -> Words | None:
    if any(one.silence == "contains_outcome" for one in study.estimates.values()):
        return Words("Anything from a score that counts the referrals themselves: it cannot explain them.")
    return None


def _cause(study: Study) -> Words | None:
    if causal_sentence(study) is not None:
        return None
    effect = study.get("lot.effect")
    if not effect.is_known:
        return Words("That 1-2-1s lead to referrals. The hat has not spoken yet, so we say “goes together with”.")
    if effect.high is not None and effect.high < 0:
        return Words("That 1-2-1s lead to referrals. Pairs whom the hat chose passed fewer than others.")
    return Words("That 1-2-1s lead to referrals. Drawn by lot, the range still includes no effect.")


def _own_months(study: Study) -> Words | None:
    """The fairest comparison that needs no hat: where it sees nothing, that belongs beside the claim."""
    one = study.get("same_member.received")
    if not one.is_known or one.excludes_no_effect:
        return None
    return Words(
        "That a member’s own busy months bring more. Compared with the same member’s quiet months, one more 1-2-1 goes "
        "with %(value)s× [%(low)s–%(high)s], which no difference fits as well.",
        values(one),
    )


def _placebo(study: Study) -> Words | None:
    if not any(placebo_failed(study.estimates, outcome) for outcome in ("received", "given")):
        return None
    return Words(
        "Whether a member’s own busy months bring more. Referrals also go together with the 1-2-1s of the month after, "
        "so something else moves both, and we do not show that number."
    )


def _control(study: Study) -> Words | None:
    if not study.get("control.unmet").excludes_no_effect:
        return None
    return Words(
        "That it is the pair: in busy months members also passed a different amount to partners whom they did not meet."
    )


def _elsewhere(study: Study) -> Words | None:
    return Words("That another chapter would see the same.") if study.facts.chapters <= 1 else None
