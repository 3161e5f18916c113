"""The shape of what people type: whose numbers, reports, recognition."""
