"""What stands beside the ties: bodies, alliances, offices, gifts, numbers, plans and indicators."""
