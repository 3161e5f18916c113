"""Doors for programs: who belongs where."""

from ninja import Router

from cookout.groups.api.applying import router as applying_router
from cookout.groups.api.belonging import router as belonging_router
from cookout.groups.api.groups import router as groups_router
from cookout.groups.api.seats import router as seats_router

router = Router()
for part in (belonging_router, groups_router, seats_router, applying_router):
    router.add_router("", part)
