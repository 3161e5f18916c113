"""Doors for programs: what works, counts, reports."""

from ninja import Router

from cookout.insight.api.counts import router as counts_router
from cookout.insight.api.recognition import router as recognition_router
from cookout.insight.api.reports_in import router as reports_in_router
from cookout.insight.api.reports_out import router as reports_out_router
from cookout.insight.api.studies import router as studies_router

router = Router()
router.add_router("", counts_router)
router.add_router("", studies_router)
router.add_router("", reports_in_router)
router.add_router("", recognition_router)
router.add_router("", reports_out_router)
