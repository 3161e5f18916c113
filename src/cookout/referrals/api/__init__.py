"""Doors for programs: referrals, news, links, business."""

from ninja import Router

from cookout.referrals.api.business import router as business_router
from cookout.referrals.api.fit import router as fit_router
from cookout.referrals.api.giving import router as giving_router
from cookout.referrals.api.links import router as links_router
from cookout.referrals.api.record import router as record_router
from cookout.referrals.api.referrals import router as referrals_router
from cookout.referrals.api.referrers import router as referrers_router
from cookout.referrals.api.reputation import router as reputation_router
from cookout.referrals.api.updates import router as updates_router

router = Router(tags=["Referrals"])
router.add_router("", referrals_router)
router.add_router("", updates_router)
router.add_router("", business_router)
router.add_router("", giving_router)
router.add_router("", links_router)
router.add_router("", fit_router)
router.add_router("", record_router)
router.add_router("", reputation_router)
router.add_router("", referrers_router)
