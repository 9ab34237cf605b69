"""The store: articles, URL states, site memories; and the archive of raw pages."""
