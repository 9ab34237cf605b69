"""Run by Alembic, on the connection that `storage.upgrade` has opened."""

import logging

from alembic import context

from newscrawl.storage.schema import metadata

logging.getLogger("alembic").setLevel(logging.WARNING)  # a new store is no news in a crawl's log

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters a table by copying it
)
context.run_migrations()
