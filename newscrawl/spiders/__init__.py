"""One spider a file: `article` for single URLs, `news` for the sites of sites.toml."""
