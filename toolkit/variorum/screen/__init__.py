"""The terminal: how rows, changes and measures are laid out in lines of a given width.

`views` holds the views of a diff, found by name; `synopsis` and `measures` lay out those values,
`word_mode` the words of two long texts; `look` knows colours and marks, `closing` the last line.
"""
