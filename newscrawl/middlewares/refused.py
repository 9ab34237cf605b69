"""Why a request or its answer went no further. Their names stand in schedule/outcomes.py too.

Refused (IgnoreRequest)
  NotPublic           the address is not one of the public internet
  ForbiddenByRobots   robots.txt says no
  RobotsUnreachable   robots.txt cannot be had, so nobody knows what it says
  HostBusy            the host asks for a break that is longer than the run waits
  TdmReserved         the publisher reserves text and data mining, and that is obeyed
  NotText             an image, a PDF, an archive: nothing that a crawl of texts can read
  EmptyBody           success, and nothing in it
"""

from datetime import datetime

from scrapy.exceptions import IgnoreRequest


class Refused(IgnoreRequest):
    """Root of the tree. The spider's errback turns it into a URL state and a line of log."""


class NotPublic(Refused):
    """Raised by PublicAddresses."""


class ForbiddenByRobots(Refused):
    """Raised by Robots."""


class RobotsUnreachable(Refused):
    """Raised by Robots; the URL is tried again later."""


class HostBusy(Refused):
    """Raised by Patience; the URL is due when the host's break is over.

    Attributes:
        netloc: Host and port that are left alone.
        until: The end of the break.
    """

    def __init__(self, netloc: str, until: datetime) -> None:
        super().__init__(f"{netloc} asks to wait until {until.isoformat(timespec='seconds')}")
        self.netloc = netloc
        self.until = until


class TdmReserved(Refused):
    """Raised by TdmReservation, where NEWSCRAWL_OBEY_TDM is on."""


class NotText(Refused):
    """Raised by ReadableResponses."""


class EmptyBody(Refused):
    """Raised by ReadableResponses; the URL is tried again later."""
