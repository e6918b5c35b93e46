"""Has the tree witnessed by others (C2SP tlog-witness), beside the placing and never in its way."""
