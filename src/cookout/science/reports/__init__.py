"""Chapter reports as other systems export them, read into plain frozen values.

`read.read_report(path_or_bytes, name) -> Report` reads one file; `months.months_of(report, month=None)` says what it
tells of each name in each month; `months.money_of(report)` adds up its closed business. Nothing is guessed: what cannot
be read is in `Report.complaints`, and ScienceError says in a sentence why a file is no report at all.
"""
