"""A roster, who met whom, and gains out of files, each wrong line with its sentence."""
