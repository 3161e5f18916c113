"""Addresses of the room `referrals`, below `/referrals/`."""

from django.urls import URLPattern, path

from cookout.referrals.views import (
    board,
    business,
    detail,
    experience,
    fit,
    giving,
    owed,
    passing,
    record,
    reputation,
    steps,
    stops,
    window,
)

app_name = "referrals"

urlpatterns: list[URLPattern] = [
    # The board, one referral, its steps
    path("", board.referral_list, name="referral_list"),
    path("<uuid:uid>/", detail.referral_detail, name="referral_detail"),
    path("<uuid:uid>/steps/", steps.step_create, name="step_create"),
    path("<uuid:uid>/acceptance/", steps.referral_accept, name="referral_accept"),
    path("<uuid:uid>/refusal/", steps.referral_decline, name="referral_decline"),
    path("<uuid:uid>/withdrawal/", steps.referral_withdraw, name="referral_withdraw"),
    path("<uuid:uid>/disowning/", steps.referral_disown, name="referral_disown"),
    path("<uuid:uid>/consent/", steps.referral_agree, name="referral_agree"),
    # Passing one, and what is known of it
    path("new/", passing.referral_create, name="referral_create"),
    path("<uuid:uid>/details/", passing.referral_update, name="referral_update"),
    path("<uuid:uid>/<str:role>/known/", passing.known_create, name="known_create"),
    # What came of it, and what passes between me and one person
    path("<uuid:uid>/business/", business.business_create, name="business_create"),
    path("business/<uuid:uid>/", business.business_update, name="business_update"),
    path("business/<uuid:uid>/removal/", business.business_remove, name="business_remove"),
    path("with/<uuid:uid>/giving/", giving.giving_detail, name="giving_detail"),
    path("with/<uuid:uid>/favors/", giving.favor_create, name="favor_create"),
    path("with/<uuid:uid>/testimonials/", giving.testimonial_create, name="testimonial_create"),
    path("with/<uuid:uid>/asks/", giving.ask_create, name="ask_create"),
    path("with/<uuid:uid>/reviews/", giving.review_create, name="review_create"),
    path("kept/<str:noun>/<uuid:uid>/", giving.giving_update, name="giving_update"),
    path("kept/<str:noun>/<uuid:uid>/removal/", giving.giving_remove, name="giving_remove"),
    path("asks/<uuid:uid>/result/", giving.ask_result_create, name="ask_result_create"),
    # What is owed, and asking for it
    path("owed/", owed.owed_list, name="owed_list"),
    path("<uuid:uid>/updates/", owed.update_create, name="update_create"),
    path("<uuid:uid>/reminders/", owed.reminder_create, name="reminder_create"),
    # Pages without account, and how their addresses are handed out
    path("<uuid:uid>/window/", window.window_link_create, name="window_link_create"),
    path("<uuid:uid>/window/ending/", window.window_link_end, name="window_link_end"),
    path("for-you/<str:secret>/", window.window_detail, name="window_detail"),
    path("<uuid:uid>/replies/", window.reply_create, name="reply_create"),
    path("<uuid:uid>/replies/seen/", window.reply_see, name="reply_see"),
    path("<uuid:uid>/experience/", experience.experience_link_create, name="experience_link_create"),
    path("how-was-it/<str:secret>/", experience.experience_detail, name="experience_detail"),
    path("no-more-letters/<str:token>/", stops.mail_stop, name="mail_stop"),
    path("updates/<uuid:uid>/return/", stops.bounce_create, name="bounce_create"),
    # How well it fitted, what was taught, and my record as a provider
    path("<uuid:uid>/fit/", fit.fit_update, name="fit_update"),
    path("with/<uuid:uid>/teaching/", fit.teaching_create, name="teaching_create"),
    path("teachings/<uuid:uid>/removal/", fit.teaching_remove, name="teaching_remove"),
    path("reputation/", reputation.reputation_detail, name="reputation_detail"),
    path("my-record/", record.record_detail, name="record_detail"),
    path("my-record/links/", record.record_link_create, name="record_link_create"),
    path("my-record/links/<uuid:uid>/revocation/", record.record_link_revoke, name="record_link_revoke"),
    path("record/<str:secret>/", record.record_card, name="record_card"),
]
