"""Names as a text prints them: municipalities at home and abroad, former towns, companies and other bodies."""
