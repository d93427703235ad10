"""From a document to a graph: reading, accepting, triples, checking, exporting."""
