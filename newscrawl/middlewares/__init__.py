"""Guards and politeness that Scrapy lacks."""
