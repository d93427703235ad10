"""How well the five documents are read, against expectations that a person wrote without seeing the recognisers."""
