"""newscrawl: crawls news sites and keeps the article, whole, and nothing else."""
