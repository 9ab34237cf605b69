"""newscrawl: crawls news sites and keeps the article, whole, and nothing else."""

__version__ = "0.1.0"
