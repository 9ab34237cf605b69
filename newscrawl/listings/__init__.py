"""URLs and versions of articles as lines and tables, on a terminal and for programs."""
