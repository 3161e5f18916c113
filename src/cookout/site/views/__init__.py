"""Doors that belong to the whole house: the entrance, one's settings, the host's."""
