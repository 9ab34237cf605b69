"""Templates of the HTML pages newscrawl writes."""
