"""Programs' door to the room `plan`."""

from ninja import Router

from cookout.plan.api.today import router as today_router

router = Router()
router.add_router("", today_router)
