"""The shape of what people type: calendars, meetings, visitors."""
