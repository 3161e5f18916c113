"""The shape of what people type: planning, writing down, wrapping up."""
