"""Doors for programs: planning, preparing, writing down, wrapping up."""

from ninja import Router

router = Router(tags=["1-2-1s"])
