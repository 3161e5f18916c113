"""Members who average many 1-2-1s beside members who average few: the graph by which the field makes its claim.

It compares different people. In a region where a 1-2-1 does nothing it shows 2.7 times, as sociable members do more of
both (SCIENCE 2.2). So it has a name of its own, and is never shown as what a 1-2-1 brings.
"""

from cookout.science.study.counts import Counts
from cookout.science.study.described.clusters import ratio
from cookout.science.study.results import Estimate


def members_ratio(counts: Counts) -> Estimate:
    """How many times the referrals of members with 1 or fewer 1-2-1s a month on average do those with 3 or more have?

    `members.<outcome>`: the mean of yearly averages of 3+ over that of <= 1; a year needs 6 of its months. Error as in
    `bands.months_ratio`, clustered, since a member of three years is no three members. `too_few` below 5 members on
    either side, `all_zero` where either side has no referral. `n` counts member-years.
    """
    key = f"members.{counts.outcome}"
    return ratio(key, counts.years, ("many", "many_y"), ("few", "few_y"), "member-years")
