"""Programs' door to the room `plan`."""

from ninja import Router

from cookout.plan.api.plans import router as plans_router
from cookout.plan.api.today import router as today_router

router = Router()
for part in (today_router, plans_router):
    router.add_router("", part)
