"""What watches a crawl and reports on it."""
