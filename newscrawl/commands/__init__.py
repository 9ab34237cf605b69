"""The commands `scrapy` gains in this project; a module a command."""

import atexit
import gc

# What is there at the end goes with the process: to look through it for cycles that could be freed
# takes a fifth of a second.
atexit.register(gc.freeze)
