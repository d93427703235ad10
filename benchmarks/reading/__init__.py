"""How well the reading does: precision and recall on the made documents and on the five real ones."""
