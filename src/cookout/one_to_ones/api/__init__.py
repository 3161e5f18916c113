"""Doors for programs: planning, preparing, writing down, wrapping up."""

from ninja import Router

from cookout.one_to_ones.api.after import router as after_router
from cookout.one_to_ones.api.calendar import router as calendar_router
from cookout.one_to_ones.api.guide import router as guide_router
from cookout.one_to_ones.api.planning import router as planning_router
from cookout.one_to_ones.api.prep import router as prep_router
from cookout.one_to_ones.api.thinking import router as thinking_router

router = Router(tags=["1-2-1s"])
router.add_router("", planning_router)
router.add_router("", prep_router)
router.add_router("", guide_router)
router.add_router("", after_router)
router.add_router("", thinking_router)
router.add_router("", calendar_router)
