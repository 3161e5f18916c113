"""Doors for programs: who belongs where."""

from ninja import Router

from cookout.groups.api.belonging import router as belonging_router

router = Router()
router.add_router("", belonging_router)
