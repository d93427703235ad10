"""How fast pages are made, drawn and moved, beside pyvis and vis-network: `python -m benchmarks.view`."""
