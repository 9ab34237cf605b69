"""What `scrapy run` needs besides the crawl: one run at a time, a log, a verdict, a ping."""
