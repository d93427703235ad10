"""How long asking takes: from the shell, of an endpoint, and beside other engines."""
