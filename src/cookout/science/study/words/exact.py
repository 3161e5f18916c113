"""What each estimate says to a statistician: estimator, clustering, G, interval, p."""

TAIL = (
    " %(value)s, %(level)s%% interval [%(low)s, %(high)s], p %(p)s; "
    "n = %(n)s %(of)s, clustered by %(clusters)s, G = %(groups)s."
)
UNTESTED = (
    " %(value)s, %(level)s%% interval [%(low)s, %(high)s]; n = %(n)s %(of)s, clustered by %(clusters)s, G = %(groups)s."
)
"""Where no p belongs to it."""

BARE = " %(value)s, %(level)s%% interval [%(low)s, %(high)s]; n = %(n)s %(of)s."
"""Where nothing clusters and nothing is tested."""

POINT = " %(value)s, without an interval; n = %(n)s %(of)s."

ESTIMATORS = {
    "band": "Mean of the outcome over member-months in the band; delta method on the log, t with G_eff−1.",
    "average": "Mean of the outcome over all member-months; delta method on the log, t with G_eff−1.",
    "months": "Ratio of means, member-months with 3–4 over 0–1 1-2-1s; delta method on the log, t with G_eff−1.",
    "members": (
        "Ratio of means over member-years (twelve months counted back, at least six of them): "
        "average of ≥ 3 over ≤ 1 1-2-1s a month; delta method on the log, t with G_eff−1."
    ),
    "pearson": "Pearson correlation over member-months; clustered linearisation.",
    "members_pearson": "Pearson correlation over member-years; clustered linearisation.",
    "spearman": (
        "Spearman rank correlation with mid-ranks over member-months; linearised variance, "
        "times the design effect of Pearson's r."
    ),
    "slope": "Ordinary least squares of the outcome on 1-2-1s over member-months; sandwich variance, t(G−1).",
    "pooled": "Poisson pseudo-maximum likelihood, month effects only, exp(b) for one more 1-2-1; sandwich, t(G−1).",
    "same_member": (
        "Poisson pseudo-maximum likelihood, member and month effects (members profiled out), exp(b) for one more "
        "1-2-1; sandwich with small-sample factor, t(G−1)."
    ),
    "controlled": (
        "Poisson pseudo-maximum likelihood, member and month effects and attendance, exp(b) for one more 1-2-1; "
        "sandwich, t(G−1)."
    ),
    "steps": (
        "Poisson pseudo-maximum likelihood, member and month effects, steps of dose against 0, exp(b) of the step; "
        "sandwich, t(G−1)."
    ),
    "lead": (
        "Placebo: x(t+1) added to the Poisson model with member and month effects, exp(b) of the lead; "
        "sandwich, t(G−1)."
    ),
    "overdispersion": "Pearson chi-square over residual degrees of freedom (phi), member and month effects.",
    "pairs.met": (
        "Poisson pseudo-maximum likelihood, directed-pair and month effects, exp(b) of having met in the month or the "
        "two before; dyad-robust variance (all pairs that share a person may correlate)."
    ),
    "control.unmet": (
        "Negative control: referrals to partners not met within the window, on the number of other partners met in it, "
        "Poisson with directed-pair and month effects, exp(b); dyad-robust variance."
    ),
    "lot.intent": (
        "Intention to treat: Hájek-weighted difference in referrals of the pair over three months, suggested against "
        "not; randomisation test by redrawing the matchings within chapter-month."
    ),
    "lot.effect": (
        "Local average treatment effect: intention to treat over uptake; Anderson–Rubin interval by inverting the "
        "randomisation test."
    ),
    "lot.relative": (
        "Local average treatment effect relative to the mean of pairs not suggested, plus 1; interval from the "
        "Anderson–Rubin interval."
    ),
    "lot.uptake": "Share of suggested pairs that met in the month of the draw; Wilson interval.",
}
