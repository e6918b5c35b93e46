"""What changed between two versions: the text word by word, the rules entry by entry."""
