"""The commands `scrapy` gains in this project; a module a command."""

import atexit
import gc

# What they load stays: to look through it again and again takes a tenth of a second. From so many
# new objects on, as in extensions/garbage.py.
gc.set_threshold(7_000)

# What is there at the end goes with the process: to look through it for cycles that could be freed
# takes a fifth of a second.
atexit.register(gc.freeze)
