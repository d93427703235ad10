"""The page: its text, lines, blocks, headings by rank, time-lines and days, laid out for all that read it."""
