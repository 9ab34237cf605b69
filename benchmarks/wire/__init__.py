"""Invented wire stories: texts, their copies, and texts that look like copies and are none."""
