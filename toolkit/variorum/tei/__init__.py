"""Reading TEI: elements, the text of each witness, its apparatus and what it points to.

`text` gives the running text that a witness reads; `readings` says who reads what, `apparatus`
which table the entries hold (`segmented`, `pointing`) or why none (`unread`); `variation` what they
say of themselves, `beside` which versions stand beside the text, `elements` what counts as what.
"""
