"""Stored articles as files: JSON lines, CSV, Parquet; a text or Markdown file an article."""

from newscrawl.exports.tables import write_feed, write_parquet
from newscrawl.exports.texts import as_markdown, as_text, write_folder

__all__ = ["as_markdown", "as_text", "write_feed", "write_folder", "write_parquet"]
