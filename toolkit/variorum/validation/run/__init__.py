"""One run over one file: rules chosen, findings folded, silenced, held to a baseline.

`check` is the run. `catalogue` knows every rule, `checker` what may be given besides;
`grammar_findings` and `second_opinions` turn what grammar engines say into findings; `fallback`
and `missing` speak where a schema is not at hand, `folding` finds what follows from what,
`silence` what was asked not to be said, `baseline` what is known already.
"""
