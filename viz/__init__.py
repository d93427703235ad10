"""Views of the graph: what a page shows, where it stands, how it is drawn, and the site that a build writes."""
