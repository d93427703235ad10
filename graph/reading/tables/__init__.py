"""Tables and labelled lists of every print, as rows of typed cells, and these as ties."""
