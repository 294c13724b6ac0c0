"""One run over one file: rules chosen, findings folded, silenced, held to a baseline."""
