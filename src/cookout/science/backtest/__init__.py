"""How well would our scores have foretold what came next? On files of contacts and of ratings, only by the past."""
