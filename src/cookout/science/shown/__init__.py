"""What both commands on files show and write: words made harmless, how far they are, files whole or not at all."""
