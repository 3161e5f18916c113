"""Programs' door to the room `people`."""

from ninja import Router

from cookout.people.api.cards import router as cards_router
from cookout.people.api.duplicates import router as duplicates_router
from cookout.people.api.imports import router as imports_router
from cookout.people.api.people import router as people_router
from cookout.people.api.profile import router as profile_router

router = Router()
router.add_router("", people_router)
router.add_router("", imports_router)
router.add_router("", profile_router)
router.add_router("", cards_router)
router.add_router("", duplicates_router)
