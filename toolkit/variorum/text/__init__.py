"""What text is made of: tokens, normal forms, sentences, brackets, headings; and the door for XML.

Everything here works on strings and lxml trees; it knows the model and nothing else.
"""
