"""Doors for people: the board, one referral, news, links, business."""
