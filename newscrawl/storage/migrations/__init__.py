"""Alembic's folder: how a store of any age gets today's tables."""
