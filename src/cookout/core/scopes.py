"""What an API token may be allowed: one reading and one writing scope for each room."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SCOPES: dict[str, str | Promise] = {
    "people:read": _("read people, address books and search"),
    "people:write": _("add, change, import and remove people"),
    "groups:read": _("read groups and memberships"),
    "groups:write": _("change groups and invite"),
    "ties:read": _("read ties, touches, promises, facts and notes"),
    "ties:write": _("note touches, promises, facts and marks"),
    "events:read": _("read calendars that were brought in, and group meetings"),
    "events:write": _("bring calendars in and take them back, run group meetings"),
    "one_to_ones:read": _("read 1-2-1s, prep sheets and answers"),
    "one_to_ones:write": _("propose, accept, hold and write down 1-2-1s"),
    "referrals:read": _("read referrals, news and closed business"),
    "referrals:write": _("pass, accept and move referrals, tell referrers"),
    "rounds:read": _("read rounds, pairings and who has met whom"),
    "rounds:write": _("plan rounds, answer pairings, say when you can meet"),
    "plan:read": _("read today's list"),
    "plan:write": _("finish, put off and undo what is on today's list"),
    "insight:read": _("read what works: counts and studies"),
    "insight:write": _("have studies worked out anew, bring chapter reports in"),
    "connect:read": _("read which programs are told what"),
    "connect:write": _("have other programs told, and end it"),
}
