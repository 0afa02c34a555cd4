"""The report: tables in, one page out that needs nothing but itself."""
