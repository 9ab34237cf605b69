"""Add-on: whom a site can write to about the crawl, in the User-Agent of every request."""

from __future__ import annotations

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings


class Contact:
    """Appends NEWSCRAWL_CONTACT to USER_AGENT: `newscrawl/0.1 (+https://example.org/crawl)`.

    A USER_AGENT given with `-s` stays as it is.
    """

    def update_settings(self, settings: BaseSettings) -> None:
        """Called by Scrapy before the components are built."""
        contact = settings.get("NEWSCRAWL_CONTACT", "").strip()
        priority = settings.getpriority("USER_AGENT") or 0
        if contact and priority <= SETTINGS_PRIORITIES["project"]:
            agent = f"{settings['USER_AGENT']} (+{contact})"
            settings.set("USER_AGENT", agent, priority="project")
