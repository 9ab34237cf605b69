"""Programs that run other crawlers, each by the Python of its own environment.

They take a file of URLs and the file or folder to write to, import nothing of newscrawl, and
reach nothing but this machine.
"""
