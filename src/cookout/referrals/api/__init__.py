"""Doors for programs: referrals, news, links, business."""

from ninja import Router

router = Router(tags=["Referrals"])
