"""Why a request or its answer went no further. Their names stand in schedule/outcomes.py too.

Refused (IgnoreRequest)
  NotPublic           the address is not one of the public internet
  ForbiddenByRobots   robots.txt says no
  RobotsUnreachable   robots.txt cannot be had, so nobody knows what it says
  NotText             an image, a PDF, an archive: nothing that a crawl of texts can read
  EmptyBody           success, and nothing in it
"""

from scrapy.exceptions import IgnoreRequest


class Refused(IgnoreRequest):
    """Root of the tree. The spider's errback turns it into a URL state and a line of log."""


class NotPublic(Refused):
    """Raised by PublicAddresses."""


class ForbiddenByRobots(Refused):
    """Raised by Robots."""


class RobotsUnreachable(Refused):
    """Raised by Robots; the URL is tried again later."""


class NotText(Refused):
    """Raised by ReadableResponses."""


class EmptyBody(Refused):
    """Raised by ReadableResponses; the URL is tried again later."""
