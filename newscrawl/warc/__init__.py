"""WARC records (ISO 28500): pages written as records, pages read from anybody's records."""
