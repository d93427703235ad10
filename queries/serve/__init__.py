"""The endpoint: SPARQL 1.1 Protocol over the guarded queries, read-only (extra `serve`)."""
