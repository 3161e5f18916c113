"""Do 1-2-1s bring referrals? What a table of member-months, or of pairs, can tell of it and what it cannot.

Facts go in, `Study` comes out. The way through it: `reading` puts files into one of the `engines` (DuckDB, Spark); they
keep `Counts`, whole numbers that are exactly sufficient for averages, correlations and the line (`described`), and a
`Grid`, two bytes a cell, for what compares a member with herself (`within`); `paired` asks of pairs, and of the hat.
`whole` asks every question, `silence` says when not to speak, `words` what a number means, and `shown` shows it.
"""
