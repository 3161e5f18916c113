"""How tables of the world are written, whoever reads them: sheets, names of columns, months and days."""
