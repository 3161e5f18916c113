"""Nouns of the room `connect`."""

from cookout.connect.models.delivery import WebhookDelivery
from cookout.connect.models.telling import correct, forget, hand_on, tell
from cookout.connect.models.webhook import CHOSEN, Event, Webhook, address

__all__ = ["CHOSEN", "Event", "Webhook", "WebhookDelivery", "address", "correct", "forget", "hand_on", "tell"]
