"""Reading TEI: elements, the text of each witness, its apparatus and what it points to."""
