"""The shape of what people type: groups, members, applications."""
