"""What a value may be: dates, language tags, scripts, patterns, normal forms."""
