"""Addresses of the room `ties`; adding someone is here, because it says at once how we met and how deep."""

from django.urls import path, register_converter

from cookout.ties.views import capacity, entries, follow_ups, introductions, order, promises, ties, touches, triage


class Noun:
    """One of the names that many ties may have."""

    regex = "life|tag|list"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(Noun, "noun")

app_name = "ties"

urlpatterns = [
    path("people/new/", entries.person_create, name="person_create"),
    path("ties/entries/", entries.entry_create, name="entry_create"),
    path("ties/capacity/", capacity.capacity_detail, name="capacity_detail"),
    path("ties/capacity/crowding/", capacity.crowding_detail, name="crowding_detail"),
    path("ties/bulk/", order.bulk_create, name="bulk_create"),
    path("ties/triage/", triage.triage, name="triage"),
    path("ties/triage/<uuid:uid>/", triage.triage_create, name="triage_create"),
    path("ties/follow-ups/", follow_ups.follow_up_list, name="follow_up_list"),
    path("ties/follow-ups/<uuid:uid>/", follow_ups.follow_up_update, name="follow_up_update"),
    path("ties/follow-ups/<uuid:uid>/finishing/", follow_ups.follow_up_finish, name="follow_up_finish"),
    path("ties/follow-ups/<uuid:uid>/letting-go/", follow_ups.follow_up_let_go, name="follow_up_let_go"),
    path("ties/follow-ups/<uuid:uid>/putting-off/", follow_ups.follow_up_put_off, name="follow_up_put_off"),
    path("ties/follow-ups/<uuid:uid>/removal/", follow_ups.follow_up_remove, name="follow_up_remove"),
    path("ties/introductions/", introductions.introduction, name="introduction"),
    path("ties/introductions/<uuid:uid>/", introductions.introduction_person, name="introduction_person"),
    path("ties/shared/<uuid:uid>/removal/", introductions.shared_tie_remove, name="shared_tie_remove"),
    path("ties/<uuid:uid>/sharing/", introductions.shared_tie_create, name="shared_tie_create"),
    path("ties/order/", order.order_list, name="order_list"),
    path("ties/order/<noun:noun>/", order.order_create, name="order_create"),
    path("ties/order/<noun:noun>/<uuid:uid>/", order.order_update, name="order_update"),
    path("ties/order/<noun:noun>/<uuid:uid>/removal/", order.order_remove, name="order_remove"),
    path("ties/lists/", order.list_create, name="list_create"),
    path("ties/lists/<uuid:uid>/", order.list_detail, name="list_detail"),
    path("ties/promises/", promises.promise_list, name="promise_list"),
    path("ties/promises/<uuid:uid>/", promises.promise_update, name="promise_update"),
    path("ties/promises/<uuid:uid>/keeping/", promises.promise_keep, name="promise_keep"),
    path("ties/promises/<uuid:uid>/letting-go/", promises.promise_let_go, name="promise_let_go"),
    path("ties/promises/<uuid:uid>/putting-off/", promises.promise_put_off, name="promise_put_off"),
    path("ties/promises/<uuid:uid>/removal/", promises.promise_remove, name="promise_remove"),
    path("ties/touches/<uuid:uid>/", touches.touch_update, name="touch_update"),
    path("ties/touches/<uuid:uid>/removal/", touches.touch_remove, name="touch_remove"),
    path("ties/notes/<uuid:uid>/", touches.note_update, name="note_update"),
    path("ties/notes/<uuid:uid>/removal/", touches.note_remove, name="note_remove"),
    path("ties/facts/<uuid:uid>/", touches.fact_update, name="fact_update"),
    path("ties/facts/<uuid:uid>/removal/", touches.fact_remove, name="fact_remove"),
    path("ties/relations/<uuid:uid>/removal/", ties.relation_remove, name="relation_remove"),
    path("ties/<uuid:uid>/circle/", ties.circle_update, name="circle_update"),
    path("ties/<uuid:uid>/rhythm/", ties.rhythm_update, name="rhythm_update"),
    path("ties/<uuid:uid>/description/", ties.description_update, name="description_update"),
    path("ties/<uuid:uid>/marks/", ties.mark_list, name="mark_list"),
    path("ties/<uuid:uid>/timeline/", ties.timeline, name="timeline"),
    path("ties/<uuid:uid>/relations/", ties.relation_create, name="relation_create"),
    path("ties/<uuid:uid>/touches/", touches.touch_create, name="touch_create"),
    path("ties/<uuid:uid>/notes/", touches.note_create, name="note_create"),
    path("ties/<uuid:uid>/facts/", touches.fact_create, name="fact_create"),
    path("ties/<uuid:uid>/follow-ups/", follow_ups.follow_up_create, name="follow_up_create"),
    path("ties/<uuid:uid>/promises/", promises.promise_create, name="promise_create"),
]
