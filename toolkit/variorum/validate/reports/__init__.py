"""One form of report a file: `report(reports, options) -> str`."""
