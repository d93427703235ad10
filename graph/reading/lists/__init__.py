"""Ties in lists: names with brackets, companies, partners without a day, answers to a question."""
