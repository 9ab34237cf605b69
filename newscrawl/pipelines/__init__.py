"""Verbs, in the order items go through them: Extract, Validate, Deduplicate, Store."""
