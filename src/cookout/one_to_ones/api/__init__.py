"""Doors for programs: planning, preparing, writing down, wrapping up."""

from ninja import Router

from cookout.one_to_ones.api.prep import router as prep_router

router = Router(tags=["1-2-1s"])
router.add_router("", prep_router)
