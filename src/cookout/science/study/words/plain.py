"""What each estimate says to the leader of a chapter: “goes together with”, never more, until the hat has spoken.

Each family has a sentence for when its interval leaves no effect out, and one for when it does not. Sentences of the
two outcomes are written out each, so that a translation can bend them.
"""

Pair = tuple[str, str]
"""When no effect is left out; when it is not."""

RECEIVED: dict[str, Pair] = {
    "band": (
        "In months with %(band)s 1-2-1s, a member receives %(value)s referrals on average; "
        "the true average is probably between %(low)s and %(high)s.",
    )
    * 2,
    "average": (
        "Over all months, a member receives %(value)s referrals a month on average; "
        "the true average is probably between %(low)s and %(high)s.",
    )
    * 2,
    "months": (
        "In months with 3–4 1-2-1s, members receive %(value)s times the referrals of months with one or none, "
        "probably between %(low)s and %(high)s times. "
        "That is more than chance makes.",
        "In months with 3–4 1-2-1s, members receive %(value)s times the referrals of months with one or none, "
        "but anything between %(low)s and %(high)s times fits: it may be chance.",
    ),
    "members": (
        "Members who average 3 or more 1-2-1s a month receive %(value)s times the referrals of members who average "
        "one or less, probably between %(low)s and %(high)s times. Keen members may simply do more of both.",
        "Members who average 3 or more 1-2-1s a month receive %(value)s times the referrals of members who average "
        "one or less, but anything between %(low)s and %(high)s times fits: it may be chance.",
    ),
    "pearson": (
        "Months with more 1-2-1s are months with more referrals received: %(value)s on a scale "
        "from −1 to 1, probably between %(low)s and %(high)s. 0 would be no line at all.",
        "No straight line between 1-2-1s and referrals received stands out from chance: "
        "%(value)s on a scale from −1 to 1, anything between %(low)s and %(high)s fits.",
    ),
    "spearman": (
        "Ordered by 1-2-1s, months are also ordered by referrals received to a degree of %(value)s on a scale "
        "from −1 to 1, probably between %(low)s and %(high)s.",
        "The order of months by 1-2-1s tells nothing sure of their order by referrals received: "
        "%(value)s on a scale from −1 to 1, anything between %(low)s and %(high)s fits.",
    ),
    "members_pearson": (
        "Compared by yearly averages, members with more 1-2-1s receive more referrals: %(value)s on a "
        "scale from −1 to 1, probably between %(low)s and %(high)s. Keen members may simply do more of both.",
        "Compared by yearly averages, referrals received follow 1-2-1s no more than chance: %(value)s on a "
        "scale from −1 to 1, "
        "anything between %(low)s and %(high)s fits.",
    ),
    "slope": (
        "Each 1-2-1 more in a month goes together with %(value)s referrals received more, "
        "probably between %(low)s and %(high)s.",
        "Each 1-2-1 more in a month goes together with %(value)s referrals received more, "
        "but anything between %(low)s and %(high)s fits: it may be chance.",
    ),
    "pooled": (
        "Comparing different members, each 1-2-1 more in a month goes together with %(value)s times the referrals "
        "received, probably between %(low)s and %(high)s times. It may be the kind of people who hold them.",
        "Comparing different members, each 1-2-1 more in a month goes together with %(value)s times the referrals "
        "received, but anything between %(low)s and %(high)s times fits: it may be chance.",
    ),
    "same_member": (
        "Comparing a member's busy months with the same member's quiet ones, each 1-2-1 more goes together with "
        "%(value)s times the referrals received, probably between %(low)s and %(high)s times.",
        "Comparing a member's busy months with the same member's quiet ones, each 1-2-1 more goes together with "
        "%(value)s times the referrals received, "
        "but anything between %(low)s and %(high)s times fits: no difference too.",
    ),
    "controlled": (
        "The same member compared, with attendance held equal: each 1-2-1 more goes together with %(value)s times the "
        "referrals received, probably between %(low)s and %(high)s times.",
        "The same member compared, with attendance held equal: each 1-2-1 more goes together with %(value)s times the "
        "referrals received, "
        "but anything between %(low)s and %(high)s times fits: no difference too.",
    ),
    "steps": (
        "Comparing a member's months with %(band)s 1-2-1s with the same member's months without: %(value)s times the "
        "referrals received, probably between %(low)s and %(high)s times.",
        "Comparing a member's months with %(band)s 1-2-1s with the same member's months without: %(value)s times the "
        "referrals received, "
        "but anything between %(low)s and %(high)s times fits: no difference too.",
    ),
    "lead": (
        "A check that should find nothing finds something: the referrals received in a month go together with the "
        "1-2-1s of the month after (%(value)s times). What comes later cannot have brought them.",
        "A check that should find nothing finds nothing: the referrals received in a month do not go together with the "
        "1-2-1s of the month after (%(value)s times, between %(low)s and %(high)s).",
    ),
    "overdispersion": (
        "Referrals received come %(value)s times as unevenly as pure chance would spread them (1 is pure chance). "
        "The intervals here hold whatever it is.",
    )
    * 2,
}

FEWER_RECEIVED = {
    "pearson": "Months with more 1-2-1s are months with fewer referrals received: %(value)s on a scale from −1 to 1, "
    "probably between %(low)s and %(high)s. 0 would be no line at all.",
    "members_pearson": "Compared by yearly averages, members with more 1-2-1s receive fewer referrals: %(value)s on a "
    "scale from −1 to 1, probably between %(low)s and %(high)s.",
    "slope": "Each 1-2-1 more in a month goes together with fewer referrals received: %(value)s, "
    "probably between %(low)s and %(high)s.",
}
"""Where it goes down, and surely."""

_BENDS = (
    ("referrals received", "referrals given"), ("a member receives", "a member gives"),
    ("members receive", "members give"), ("a month receive", "a month give"),
    ("1-2-1s receive", "1-2-1s give"), ("Referrals received", "Referrals given"),
)  # fmt: skip


def _given(text: str) -> str:
    for received, given in _BENDS:
        text = text.replace(received, given)
    return text


FEWER_GIVEN = {
    family: _given(text).replace("1-2-1s receive fewer", "1-2-1s give fewer") for family, text in FEWER_RECEIVED.items()
}
GIVEN: dict[str, Pair] = {family: (_given(sure), _given(unsure)) for family, (sure, unsure) in RECEIVED.items()}

OF_PAIRS: dict[str, Pair] = {
    "pairs.met": (
        "Comparing a pair's months after a 1-2-1 with the same pair's other months: %(value)s times the referrals "
        "between the two, probably between %(low)s and %(high)s times. "
        "A referral under way may itself make two people meet.",
        "Comparing a pair's months after a 1-2-1 with the same pair's other months: %(value)s times the referrals "
        "between the two, "
        "but anything between %(low)s and %(high)s times fits: no difference too.",
    ),
    "control.unmet": (
        "A check that should find nothing finds something: for each partner met, members pass %(value)s times as much "
        "to others, whom they did not meet. So a busy month is busy in every way.",
        "A check that should find nothing finds nothing: for each partner met, what members pass to others, whom they "
        "did not meet, stays the same (%(value)s times, between %(low)s and %(high)s).",
    ),
    "lot.intent": (
        "Pairs whom the hat chose pass %(value)s referrals more in three months than pairs whom it did not, "
        "probably between %(low)s and %(high)s. Keen or not, the hat does not know.",
        "Pairs whom the hat chose pass %(value)s referrals more in three months than pairs whom it did not, "
        "but anything between %(low)s and %(high)s fits: no difference too.",
    ),
    "lot.effect": (
        "Where a 1-2-1 took place since the hat said so, the two passed %(value)s referrals more in three months, "
        "probably between %(low)s and %(high)s.",
        "Where a 1-2-1 took place since the hat said so, the two passed %(value)s referrals more in three months, "
        "but anything between %(low)s and %(high)s fits: no difference too.",
    ),
    "lot.relative": (
        "Drawn by lot, pairs that met pass %(value)s times the referrals of ordinary pairs, "
        "probably between %(low)s and %(high)s times.",
        "Drawn by lot, pairs that met pass %(value)s times the referrals of ordinary pairs, "
        "but anything between %(low)s and %(high)s times fits: no difference too.",
    ),
    "lot.uptake": (
        "Of the pairs whom the hat chose, %(value)s met in that month; in the long run probably "
        "between %(low)s and %(high)s.",
    )
    * 2,
}
