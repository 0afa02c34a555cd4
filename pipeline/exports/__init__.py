"""Triples for other programs: a module a format, each with its mapping and one function ``write``."""
