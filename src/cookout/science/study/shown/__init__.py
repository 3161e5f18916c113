"""The study on a terminal, on a page that stands alone, in pictures and as JSON."""
