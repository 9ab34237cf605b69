"""Feeds, sitemaps and section pages -> candidate URLs. Pure: it reads bytes it is given."""
