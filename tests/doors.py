"""The register of doors: for every address of a page, what it leads to; for every kind of thing, one of Ben's.

A new address, a new kind of thing in the API, or a new command needs its line here: else `test_doors` fails.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from cookout.core import assets
from cookout.events.models import GroupMeeting, code_of


class For(Enum):
    """Whom a door is for."""

    EVERYBODY = "open without sign-in"
    EACH = "signed in, each their own"
    OWNER = "whoever may see the thing it names"
    HOST = "hosts"
    ELSEWHERE = "nobody here and now (only in a sample, with a secret, in the middle of signing in)"


@dataclass(frozen=True)
class Door:
    """Whom it is for; which of Ben's things it names, and under which name in the address; other parts of it."""

    who: For
    thing: str = ""
    part: str = "uid"
    others: Mapping[str, Any] = field(default_factory=dict)
    shaped: Callable[[Any], Any] = staticmethod(lambda uid: uid)


def of(thing: str, part: str = "uid", shaped: Callable[[Any], Any] = lambda uid: uid, **others: Any) -> Door:
    """A door that names a thing of Ben's."""
    return Door(For.OWNER, thing, part, others, shaped)


OPEN, EACH, ELSEWHERE = Door(For.EVERYBODY), Door(For.EACH), Door(For.ELSEWHERE)


def for_hosts(thing: str = "") -> Door:
    """A door of the host's."""
    return Door(For.HOST, thing)


def room(name: str, **doors: Door) -> dict[str, Door]:
    """The doors of one room."""
    return {f"{name}:{door}": where for door, where in doors.items()}


def all_of(kind: Door, *names: str) -> dict[str, Door]:
    """Several doors of one kind."""
    return dict.fromkeys(names, kind)


PAGES: dict[str, Door] = {
    **all_of(OPEN, "privacy_policy", "account_login", "account_logout", "account_inactive", "account_signup"),
    **all_of(OPEN, "home", "account_reset_password", "account_reset_password_done"),
    **all_of(OPEN, "account_reset_password_from_key_done", "account_email_verification_sent", "mfa_login_webauthn"),
    **all_of(ELSEWHERE, "welcome", "invitation", "mfa_authenticate", "account_confirm_login_code"),
    "account_confirm_email": Door(For.ELSEWHERE, others={"key": "nonsense"}),
    "account_reset_password_from_key": Door(For.ELSEWHERE, others={"uidb36": "1", "key": "nonsense"}),
    **all_of(EACH, "settings", "token_list", "closing", "account_reauthenticate", "account_email"),
    **all_of(EACH, "account_change_password", "account_set_password", "mfa_index", "mfa_reauthenticate"),
    **all_of(EACH, "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes"),
    **all_of(EACH, "mfa_generate_recovery_codes", "mfa_download_recovery_codes", "mfa_list_webauthn"),
    **all_of(EACH, "mfa_add_webauthn", "mfa_reauthenticate_webauthn", "usersessions_list"),
    **all_of(Door(For.EACH, others={"pk": 1}), "mfa_remove_webauthn", "mfa_edit_webauthn"),
    "token_revocation_create": of("token"),
    "house": for_hosts(),
    "house_invitation_create": for_hosts(),
    "host_create": for_hosts("user"),
    **room(
        "core",
        undo_create=of("act"),
        search=EACH,
        asset=Door(For.EVERYBODY, others={"name": assets.bundle("css").name}),
        service_worker=OPEN,
        manifest=OPEN,
        offline=OPEN,
        queue=EACH,
        health=OPEN,
    ),
    **room(
        "people",
        **all_of(EACH, "person_list", "profile_detail", "profile_update", "import_list", "duplicate_list"),
        profile_seen=Door(For.EACH, others={"audience": "groups"}),
        profile_entry_create=EACH,
        **all_of(of("entry"), "profile_entry_update", "profile_entry_order_create", "profile_entry_remove"),
        profile_restoration_create=of("version"),
        card_list=EACH,
        **all_of(of("card"), "card_update", "card_revocation_create"),
        card_read=EACH,
        **{f"card_{part}": Door(For.ELSEWHERE, others={"secret": "nonsense"}) for part in ("detail", "contact", "pdf")},
        profile_card_pdf=of("person"),
        company_list=EACH,
        import_columns=of("asking", position=0),
        **all_of(of("import"), "import_detail", "application_create", "import_undo_create", "import_remove"),
        export=EACH,
        **all_of(of("person"), "person_detail", "person_update", "person_remove", "trade_update"),
        **all_of(of("person"), "merge_create", "distinct_create"),
        merge_end=of("merge"),
        photo_detail=of("photographed"),
        link_create=of("linkable"),
        link_remove=of("linked"),
    ),
    **room(
        "groups",
        group_list=EACH,
        group_create=for_hosts(),
        region_list=for_hosts(),
        region_create=for_hosts(),
        **{f"region_{page}": for_hosts("region") for page in ("detail", "update")},
        director_create=for_hosts("region"),
        **{f"application_{deed}": of("application") for deed in ("accept", "decline", "withdraw")},
        wanted_remove=of("wanted"),
        office_end_create=of("office"),
        withdrawal_create=of("invitation"),
        membership_update=of("membership"),
        membership_end_create=of("membership"),
        **all_of(of("membership"), "office_create", "leave_create", "ranking_update"),
        leave_end_create=of("leave"),
        group_detail=of("group"),
        group_update=of("group"),
        **all_of(of("group"), "member_list", "application_list", "application_create", "wanted_create"),
        membership_create=of("group"),
        invitation_create=of("group"),
    ),
    **room(
        "ties",
        person_create=EACH,
        entry_create=EACH,
        **all_of(EACH, "capacity_detail", "crowding_detail", "bulk_create", "introduction"),
        triage=EACH,
        triage_create=of("person"),
        follow_up_list=EACH,
        follow_up_create=of("person"),
        **{f"follow_up_{deed}": of("follow_up") for deed in ("update", "finish", "let_go", "put_off", "remove")},
        order_list=EACH,
        order_create=Door(For.EACH, others={"noun": "tag"}),
        order_update=of("tag", noun="tag"),
        order_remove=of("life", noun="life"),
        list_create=EACH,
        list_detail=of("list"),
        promise_list=EACH,
        **{f"promise_{deed}": of("promise") for deed in ("update", "keep", "let_go", "put_off", "remove")},
        **{f"{noun}_{deed}": of(noun) for noun in ("touch", "note", "fact") for deed in ("update", "remove")},
        **{f"{noun}_create": of("person") for noun in ("relation", "touch", "note", "fact", "promise")},
        relation_remove=of("relation"),
        shared_tie_remove=of("shared_tie"),
        **all_of(of("person"), "introduction_person", "shared_tie_create", "mark_list", "timeline"),
        **all_of(of("person"), "circle_update", "rhythm_update", "description_update"),
    ),
    **room(
        "encounters",
        **all_of(EACH, "encounter_create", "encounter_receive", "encounter_list", "likeness_list"),
        likeness_answer=of("likeness"),
        **{f"encounter_{deed}": of("encounter") for deed in ("detail", "update", "remove", "photo")},
    ),
    **room(
        "events",
        calendar_list=EACH,
        **all_of(EACH, "event_list", "event_create", "event_file", "event_bring"),
        **{f"event_{deed}": of("event") for deed in ("detail", "update", "repeat", "miss", "remove")},
        **all_of(of("calendar"), "calendar_detail", "choice_create", "calendar_undo_create", "calendar_remove"),
    ),
    **room(
        "meetings",
        **all_of(of("group"), "meeting_list", "meeting_create", "plan_create"),
        **{f"meeting_{deed}": of("group_meeting") for deed in ("detail", "update", "remove", "screen")},
        **{f"{deed}_create": of("group_meeting") for deed in ("holiday", "closing", "reopening", "coming")},
        **all_of(of("group_meeting"), "code_detail", "attendance_update", "attendance_rest_create"),
        check_in=of("group_meeting", "token", lambda uid: code_of(GroupMeeting(uid=uid))),
        **all_of(of("group_meeting"), "run_sheet", "run_sheet_pdf", "speaker_update"),
        **{f"{noun}_create": of("group_meeting") for noun in ("visit", "praise", "credit")},
        **all_of(of("visit"), "visit_update", "visit_come_create", "follow_up_create", "visit_remove"),
        praise_remove=of("praise_said"),
        credit_remove=of("credit"),
    ),
    **room(
        "one_to_ones",
        one_to_one_list=EACH,
        one_to_one_create=of("person"),
        **{
            f"one_to_one_{deed}": of("one_to_one")
            for deed in ("detail", "accept", "move", "update", "decline", "cancel", "hold", "miss")
        },
        rhythm_end=of("one_to_one"),
        feed_list=EACH,
        feed_revoke=of("feed"),
        feed_detail=Door(For.ELSEWHERE, others={"secret": "nonsense"}),
        meeting_create=of("meeting"),
        **all_of(of("one_to_one"), "prep_detail", "prep_pdf"),
        **all_of(of("person"), "person_prep", "person_prep_pdf"),
        **all_of(of("one_to_one"), "guide_detail", "answer_create"),
        choice_create=of("answer"),
        **all_of(of("one_to_one"), "wrap_up_detail", "follow_through_end", "follow_through_resume"),
        thinking_slot_create=of("person"),
        **{
            f"thinking_slot_{deed}": of("slot")
            for deed in ("detail", "calendar", "fits", "ask", "pass_over", "move", "finish", "let_go")
        },
        thought_create=of("slot"),
    ),
    **room(
        "referrals",
        **all_of(EACH, "referral_list", "referral_create"),
        **all_of(of("referral"), "referral_detail", "step_create"),
        **{f"referral_{deed}": of("referral") for deed in ("accept", "decline", "withdraw", "disown", "agree")},
        referral_update=of("referral"),
        known_create=of("referral", role="prospect"),
        owed_list=EACH,
        **all_of(of("referral"), "update_create", "reminder_create"),
        **all_of(of("referral"), "window_link_create", "window_link_end", "reply_create", "reply_see"),
        experience_link_create=of("referral"),
        bounce_create=of("update"),
        **all_of(of("referral"), "business_create"),
        **all_of(of("business"), "business_update", "business_remove"),
        **all_of(of("person"), "giving_detail", "favor_create", "testimonial_create", "ask_create", "review_create"),
        giving_update=of("favor", noun="favor"),
        giving_remove=of("review", noun="review"),
        ask_result_create=of("ask"),
        **{f"{page}_detail": Door(For.ELSEWHERE, others={"secret": "nonsense"}) for page in ("window", "experience")},
        fit_update=of("referral"),
        teaching_create=of("person"),
        teaching_remove=of("teaching"),
        **all_of(EACH, "record_detail", "record_link_create", "reputation_detail"),
        record_link_revoke=of("record_link"),
        record_card=Door(For.ELSEWHERE, others={"secret": "nonsense"}),
        mail_stop=Door(For.ELSEWHERE, others={"token": "nonsense"}),
    ),
    **room(
        "rounds",
        across_list=of("region"),
        across_create=for_hosts("region"),
        **all_of(of("group"), "evening_list", "evening_create", "round_list", "round_create"),
        **{f"round_{page}": of("round") for page in ("detail", "csv", "end_create")},
        **{f"round_{deed}": of("draft") for deed in ("again_create", "announcement_create", "remove")},
        **{f"evening_{page}": of("speed_evening") for page in ("detail", "screen", "pdf", "csv", "remove")},
        **all_of(of("speed_evening"), "evening_again_create", "evening_absence_create"),
        **all_of(of("group"), "met_detail", "met_table"),
        pair_detail=of("membership"),
        **{f"pairing_{deed}": of("pairing") for deed in ("detail", "accept", "decline", "swap")},
        repair_create=of("round"),
        availability_update=of("membership"),
        **all_of(EACH, "do_not_pair_list", "do_not_pair_create"),
        do_not_pair_remove=of("wish"),
    ),
    **room(
        "plan",
        **all_of(EACH, "today", "today_aside", "plan_detail", "plan_create", "pause_create", "review_list"),
        pause_end=of("plan_pause"),
        review_update=Door(For.EACH, others={"week": "2025-05-05"}),
        review_remove=of("week_review"),
        **{f"line_{deed}": of("promise", "key", "promise:{}".format) for deed in ("finish", "later", "not_now")},
    ),
    **room(
        "reports",
        report_in_list=of("group"),
        **all_of(of("report_in"), "report_in_detail", "report_in_choice", "report_in_undo", "report_in_remove"),
    ),
    **room("reports", **all_of(EACH, "my_month", "target_update"), roster_detail=of("group")),
    **room("insight", **all_of(EACH, "study_detail", "study_create", "count_list", "method")),
    **room(
        "reports",
        **all_of(EACH, "award_list", "award_create", "scorecard_list", "scorecard_create"),
        award_withdrawal_create=of("award"),
        **all_of(of("scorecard"), "scorecard_detail", "scorecard_simulation"),
        **all_of(of("group", month="2025-05"), "month_detail", "month_pdf", "month_csv", "palms_csv"),
        **all_of(of("region", quarter="2025-q2"), "quarter_detail", "quarter_pdf", "quarter_csv"),
    ),
    **room(
        "connect",
        webhook_list=EACH,
        **{f"webhook_{deed}": of("webhook") for deed in ("detail", "ping", "pause", "resume", "remove")},
        webhook_secret_create=of("webhook"),
        delivery_repeat=of("delivery"),
    ),
}

PRESSED: dict[str, dict[str, str]] = {
    "people:trade_update": {"trade": "roofer"},
    "people:distinct_create": {"other": "{linked}"},
    "people:import_columns": {"c0": "full", "c1": "email"},
    "events:event_repeat": {"every": "week", "until": "2025-03-31"},
    "encounters:likeness_answer": {"same": "no"},
    "rounds:pairing_swap": {"week": "2"},
    "people:link_create": {"account": "{ada}"},
    "one_to_ones:thinking_slot_ask": {"person": "{ada}"},
    "one_to_ones:thinking_slot_pass_over": {"person": "{ada}"},
    "one_to_ones:answer_create": {"item": "{answer}", "user": "{user}", "key": "customers.ideal", "text": "said"},
}
"""What a press sends where an empty one would name nothing; `{ada}` is Ada's person, whom Ben may see."""

SAYS_NO = {"referrals:referral_decline", "referrals:referral_withdraw", "referrals:referral_disown"}
"""Doors that open and whose verb says no, because Ben has taken on his referral; the tests of their room see a yes."""

THINGS: dict[str, str] = {
    "acts": "act",
    "groups": "group",
    "regions": "region",
    "memberships": "membership",
    "offices": "office",
    "leaves": "leave",
    "applications": "application",
    "wanted": "wanted",
    "invitations": "invitation",
    "awards": "award",
    "scorecards": "scorecard",
    "people": "person",
    "ties": "person",
    "touches": "touch",
    "facts": "fact",
    "notes": "note",
    "promises": "promise",
    "triage": "triage",
    "follow-ups": "follow_up",
    "relations": "relation",
    "shared-ties": "shared_tie",
    "lives": "life",
    "tags": "tag",
    "lists": "list",
    "today": "promise",
    "plan": "plan_pause",
    "imports": "import",
    "merges": "merge",
    "calendars": "calendar",
    "events": "event",
    "encounters": "encounter",
    "likenesses": "likeness",
    "meetings": "meeting",
    "group-meetings": "group_meeting",
    "visits": "visit",
    "praise": "praise_said",
    "learning-credits": "credit",
    "1-2-1s": "one_to_one",
    "answers": "answer",
    "thinking-slots": "slot",
    "follow-throughs": "one_to_one",
    "calendar-feeds": "feed",
    "referrals": "referral",
    "updates": "update",
    "owed": "referral",
    "business": "business",
    **dict.fromkeys(("giving", "referrers"), "person"),
    "favors": "favor",
    "testimonials": "praise",
    "asks": "ask",
    "reviews": "review",
    "teachings": "teaching",
    "record-links": "record_link",
    "profile": "entry",
    "profile-links": "card",
    "profile-versions": "version",
    "reports-in": "report_in",
    "rounds": "round",
    "speed-evenings": "speed_evening",
    "pairings": "pairing",
    "availability": "membership",
    "do-not-pair": "wish",
    "webhooks": "webhook",
    "webhook-deliveries": "delivery",
}
"""For the first word of an API path: which of Ben's things its id names."""

OPEN_API = {"openapi-json"}

COMMANDS: dict[str, list[str]] = {
    **dict.fromkeys(("people", "meeting", "run_sheet", "visitor", "today", "capacity", "owed", "reputation"), []),
    **dict.fromkeys(("one_to_ones", "business", "record", "profile", "webhooks", "evening", "study", "month"), []),
    **dict.fromkeys(("event", "group", "pairing", "round"), ["list"]),
    **dict.fromkeys(("import", "calendar"), ["{file}", "--preview"]),
    **dict.fromkeys(("prep", "think", "referrer", "introduce"), ["Marta"]),
    "card": ["read", "{file}"],
    "duplicates": ["--apart", "Marta"],
    "met": ["Nora", "--at", "Quill"],
    "plan": ["show"],
    "search": ["Marta"],
    "touch": ["Marta", "coffee"],
    "promise": ["Marta", "call"],
    "triage": ["Marta", "light"],
    "log": ["1-2-1 with Marta"],
    "refer": ["Hector", "--from", "Marta"],
    "favor": ["Marta", "a lift"],
    "ask": ["Marta", "dentists"],
    "review": ["Marta", "policies"],
    "export": ["-o", "{folder}/out.vcf"],
    "reports": ["{file}"],
}
"""For every command in the name of one user: words that would reach Ben's things if it did not look whose they are."""
