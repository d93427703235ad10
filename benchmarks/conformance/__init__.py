"""How the endpoint stands against the W3C's SPARQL 1.1 test suites, wherever a copy of them lies."""
