"""The people's door to groups: belonging, leading, regions."""
