"""Exchange events: listed, told in histories and on any dated line."""
