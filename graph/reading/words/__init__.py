"""What the words of a sentence or a cell say of a tie: its kind, state and verb, its denial, its parties."""
