"""Doors for programs: rounds, pairings, when I can meet, who has met whom, speed evenings."""

from ninja import Router

from cookout.rounds.api.availability import router as availability_router
from cookout.rounds.api.evenings import router as evenings_router
from cookout.rounds.api.met import router as met_router
from cookout.rounds.api.pairings import router as pairings_router
from cookout.rounds.api.rounds import router as rounds_router

router = Router()
for part in (availability_router, pairings_router, evenings_router, met_router, rounds_router):
    router.add_router("", part)
