"""Addresses of the room `one_to_ones`, below `/1-2-1s/`."""

from django.urls import URLPattern, path

from cookout.one_to_ones.views import after, feed, guide, planning, prep

app_name = "one_to_ones"

urlpatterns: list[URLPattern] = [
    path("", planning.one_to_one_list, name="one_to_one_list"),
    path("with/<uuid:uid>/", planning.one_to_one_create, name="one_to_one_create"),
    path("feed/", feed.feed_list, name="feed_list"),
    path("thinking/<uuid:uid>/", after.thinking_slot_detail, name="thinking_slot_detail"),
    path("<uuid:uid>/wrap-up/", after.wrap_up_detail, name="wrap_up_detail"),
    path("<uuid:uid>/", planning.one_to_one_detail, name="one_to_one_detail"),
    path("with/<uuid:uid>/prep/", prep.person_prep, name="person_prep"),
    path("with/<uuid:uid>/prep.pdf", prep.person_prep_pdf, name="person_prep_pdf"),
    path("<uuid:uid>/prep/", prep.prep_detail, name="prep_detail"),
    path("<uuid:uid>/prep.pdf", prep.prep_pdf, name="prep_pdf"),
    path("<uuid:uid>/guide/", guide.guide_detail, name="guide_detail"),
    path("<uuid:uid>/answers/", guide.answer_create, name="answer_create"),
    path("<uuid:uid>/answers/<uuid:answer>/choice/", guide.choice_create, name="choice_create"),
]
