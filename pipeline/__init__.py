"""Communiqué: diplomatic news in, triples of who met, visited, cancelled on or turned down whom out."""
