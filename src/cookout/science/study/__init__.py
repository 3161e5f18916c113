"""Do 1-2-1s bring referrals? What a table of member-months, or of pairs, can tell of it and what it cannot.

Facts go in, `Study` comes out. The way through it: files -> `reading` -> an engine (DuckDB, Spark) -> `Counts`, whole
numbers that are exactly sufficient for averages, correlations and the line, and a `Grid`, two bytes a cell, for what
compares a member with herself -> estimates -> `Study`: each number with its interval, its evidence and two sentences.
"""
