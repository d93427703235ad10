"""Members of alliances and parties of pacts, in lists, in sections and in sentences."""
