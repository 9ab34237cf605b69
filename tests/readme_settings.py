"""The project's settings without the delays that other people's servers get."""

from newscrawl.settings import *  # noqa: F403 - all of them, whatever there is

AUTOTHROTTLE_ENABLED = False
