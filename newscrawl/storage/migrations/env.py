"""Run by Alembic, on the connection that `storage.upgrade` has opened."""

import logging

from alembic import context

from newscrawl.storage.schema import metadata


def migrate() -> None:
    """Bring the tables behind the connection to the revision that was asked for."""
    logging.getLogger("alembic").setLevel(logging.WARNING)  # a new store is no news in a crawl
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        render_as_batch=True,  # SQLite alters a table by copying it
    )
    context.run_migrations()


if __name__ == "env_py":  # Alembic's name for this file, so that it can be imported in peace
    migrate()
