"""Tables as people have them, in whatever form: found, read, cleaned, and what is wrong with them said."""
