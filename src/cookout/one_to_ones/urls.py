"""Addresses of the room `one_to_ones`, below `/1-2-1s/`."""

from django.urls import URLPattern, path

from cookout.one_to_ones.views import after, calendar, feed, guide, planning, prep, steps, thinking

app_name = "one_to_ones"

urlpatterns: list[URLPattern] = [
    path("", planning.one_to_one_list, name="one_to_one_list"),
    path("with/<uuid:uid>/", planning.one_to_one_create, name="one_to_one_create"),
    path("<uuid:uid>/", planning.one_to_one_detail, name="one_to_one_detail"),
    path("<uuid:uid>/acceptance/", steps.one_to_one_accept, name="one_to_one_accept"),
    path("<uuid:uid>/times/", steps.one_to_one_move, name="one_to_one_move"),
    path("<uuid:uid>/plan/", steps.one_to_one_update, name="one_to_one_update"),
    path("<uuid:uid>/refusal/", steps.one_to_one_decline, name="one_to_one_decline"),
    path("<uuid:uid>/cancellation/", steps.one_to_one_cancel, name="one_to_one_cancel"),
    path("<uuid:uid>/holding/", steps.one_to_one_hold, name="one_to_one_hold"),
    path("<uuid:uid>/no-show/", steps.one_to_one_miss, name="one_to_one_miss"),
    path("<uuid:uid>/rhythm/ending/", steps.rhythm_end, name="rhythm_end"),
    path("from-calendar/<uuid:uid>/", calendar.meeting_create, name="meeting_create"),
    path("feed/", feed.feed_list, name="feed_list"),
    path("feed/<uuid:uid>/revocation/", feed.feed_revoke, name="feed_revoke"),
    path("feed/<str:secret>.ics", feed.feed_detail, name="feed_detail"),
    path("<uuid:uid>/wrap-up/", after.wrap_up_detail, name="wrap_up_detail"),
    path("<uuid:uid>/follow-through/ending/", after.follow_through_end, name="follow_through_end"),
    path("<uuid:uid>/follow-through/resuming/", after.follow_through_resume, name="follow_through_resume"),
    path("with/<uuid:uid>/thinking/", thinking.thinking_slot_create, name="thinking_slot_create"),
    path("thinking/<uuid:uid>/", thinking.thinking_slot_detail, name="thinking_slot_detail"),
    path("thinking/<uuid:uid>/calendar.ics", thinking.thinking_slot_calendar, name="thinking_slot_calendar"),
    path("thinking/<uuid:uid>/fits/", thinking.thinking_slot_fits, name="thinking_slot_fits"),
    path("thinking/<uuid:uid>/asking/", thinking.thinking_slot_ask, name="thinking_slot_ask"),
    path("thinking/<uuid:uid>/passing-over/", thinking.thinking_slot_pass_over, name="thinking_slot_pass_over"),
    path("thinking/<uuid:uid>/thoughts/", thinking.thought_create, name="thought_create"),
    path("thinking/<uuid:uid>/moving/", thinking.thinking_slot_move, name="thinking_slot_move"),
    path("thinking/<uuid:uid>/finishing/", thinking.thinking_slot_finish, name="thinking_slot_finish"),
    path("thinking/<uuid:uid>/letting-go/", thinking.thinking_slot_let_go, name="thinking_slot_let_go"),
    path("with/<uuid:uid>/prep/", prep.person_prep, name="person_prep"),
    path("with/<uuid:uid>/prep.pdf", prep.person_prep_pdf, name="person_prep_pdf"),
    path("<uuid:uid>/prep/", prep.prep_detail, name="prep_detail"),
    path("<uuid:uid>/prep.pdf", prep.prep_pdf, name="prep_pdf"),
    path("<uuid:uid>/guide/", guide.guide_detail, name="guide_detail"),
    path("<uuid:uid>/answers/", guide.answer_create, name="answer_create"),
    path("answers/<uuid:uid>/choice/", guide.choice_create, name="choice_create"),
]
