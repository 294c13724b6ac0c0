"""What a value may be, whatever document it stands in.

`dates` (W3C forms), `langtags` (BCP 47), `scripts` (of letters and languages), `patterns` (XPath's
regular expressions, run only where that ends), `normalforms` (Unicode), `nearest` (names that may
have been meant).
"""
