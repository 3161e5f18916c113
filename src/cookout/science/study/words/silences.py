"""Why a number is not given: to the leader of a chapter, and to a statistician."""

from cookout.science.study.results import Words

PLAIN = {
    "too_few": Words("Not yet known: too few members and months to say it."),
    "too_few_clusters": Words("Not yet known: too few members to tell chance from more than chance."),
    "constant": Words("Not known: every month has the same number of 1-2-1s, so there is nothing to compare."),
    "all_zero": Words("Not yet known: no referral is recorded, so there is nothing to compare."),
    "placebo_failed": Words(
        "Not shown: the referrals of a month also go together with the 1-2-1s of the month after. "
        "What comes later cannot have brought them, so something else moves both, and this number would mislead."
    ),
    "no_variation": Words("Not yet known: no member has busy and quiet months to compare with each other."),
    "no_draw": Words("Not yet known: the hat has drawn no pair that could be followed for three months."),
    "no_pairs": Words("Not known: this table does not tell who met whom."),
    "contains_outcome": Words("Refused: this score counts the referrals themselves, so it cannot explain them."),
    "missing_months": Words(
        "Not yet known: more than half of the months between a member's first and last are missing."
    ),
    "not_asked": Words("Not worked out: the table does not hold what it needs."),
}

EXACT = {
    "too_few": Words("Not estimated: below the least sample (n = %(n)s %(of)s, G = %(groups)s)."),
    "too_few_clusters": Words("Not estimated: G = %(groups)s clusters is too few for a clustered variance."),
    "constant": Words("Not estimated: the regressor has no variance (n = %(n)s %(of)s)."),
    "all_zero": Words("Not estimated: the outcome is 0 in every row (n = %(n)s %(of)s)."),
    "placebo_failed": Words(
        "Not published: the lead x(t+1) differs from no effect at 5%%, which points to reverse causation or trends; "
        "the contemporaneous coefficient is withheld."
    ),
    "no_variation": Words("Not estimated: no variation is left within the effects (n = %(n)s %(of)s)."),
    "no_draw": Words("Not estimated: no randomised pair with a complete window of three months."),
    "no_pairs": Words("Not estimated: the data are member-months, not pairs."),
    "contains_outcome": Words("Refused: the regressor is a function of the outcome."),
    "missing_months": Words("Not estimated: more than half of the cells between first and last months are missing."),
    "not_asked": Words("Not estimated: its inputs are not in the data."),
}
