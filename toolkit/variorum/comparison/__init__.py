"""Two or more versions set side by side: rows, changes, what is ignored, patches."""
