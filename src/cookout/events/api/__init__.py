"""Doors for programs: calendars coming in, events of one's own and whom one met, the meetings of a group."""

from ninja import Router

from cookout.events.api.calendars import router as calendars_router
from cookout.events.api.encounters import router as encounters_router
from cookout.events.api.evening import router as evening_router
from cookout.events.api.events import router as events_router
from cookout.events.api.meetings import router as meetings_router

router = Router()
router.add_router("", calendars_router)
router.add_router("", encounters_router)
router.add_router("", evening_router)
router.add_router("", events_router)
router.add_router("", meetings_router)
