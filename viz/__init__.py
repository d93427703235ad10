"""Views of the graph: what a page shows, one module for each view, and the page around them."""
