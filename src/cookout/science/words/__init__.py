"""From notes to what they are about: tokens, our own table of words, and the general thesaurus."""
