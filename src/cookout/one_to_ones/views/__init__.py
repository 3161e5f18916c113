"""Doors for people: planning, preparing, writing down, wrapping up."""
