"""What holds the rows and counts them: DuckDB, Spark, or numpy for what is small."""
