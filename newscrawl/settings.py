"""What newscrawl sets, each line with Scrapy's default and the reason for another value.

The only module that reads the environment: a setting named NEWSCRAWL_... takes the
variable of the same name where it is set, and `-s NAME=VALUE` beats both. The table of
all of them is docs/settings.md.
"""

import os

from scrapy.settings import default_settings

from newscrawl import __version__

# The project

BOT_NAME = "newscrawl"  # default "scrapybot"
SPIDER_MODULES = ["newscrawl.spiders"]
NEWSPIDER_MODULE = "newscrawl.spiders"
COMMANDS_MODULE = "newscrawl.commands"
ADDONS = {"newscrawl.extensions.contact.Contact": 0}  # puts NEWSCRAWL_CONTACT into USER_AGENT
LOG_FORMATTER = "newscrawl.extensions.log_lines.LogLines"  # one line for a dropped page, not two
LOG_LEVEL = "INFO"  # default DEBUG: a line for every request and every item
STATS_DUMP = True  # the default, said here: the crawl report is made of them

# Used by the spiders, the pipelines and the commands

NEWSCRAWL_STORE = os.environ.get("NEWSCRAWL_STORE", "sqlite:///data/newscrawl.db")
NEWSCRAWL_SITES = os.environ.get("NEWSCRAWL_SITES", "sites.toml")
NEWSCRAWL_ARCHIVE_DIR = os.environ.get("NEWSCRAWL_ARCHIVE_DIR", "data/archive")
# How long raw pages are kept: files begun more days ago are deleted when a crawl ends, and the
# oldest beyond so many GB. 0: for good. A page of news takes 20 to 60 KB.
NEWSCRAWL_ARCHIVE_DAYS = int(os.environ.get("NEWSCRAWL_ARCHIVE_DAYS") or "0")
NEWSCRAWL_ARCHIVE_GB = int(os.environ.get("NEWSCRAWL_ARCHIVE_GB") or "0")
NEWSCRAWL_SPOOL_DIR = os.environ.get("NEWSCRAWL_SPOOL_DIR", "data/spool")
NEWSCRAWL_CONTACT = os.environ.get("NEWSCRAWL_CONTACT", "")
# Days a first crawl looks back: what a reader still finds on the site's own pages.
NEWSCRAWL_FIRST_CRAWL_DAYS = int(os.environ.get("NEWSCRAWL_FIRST_CRAWL_DAYS") or "7")
# Tries before a URL counts as failed: with the waits of schedule/backoff.py, 3.5 days.
NEWSCRAWL_MAX_TRIES = int(os.environ.get("NEWSCRAWL_MAX_TRIES") or "6")
# When known articles are visited again: AGE:WAIT ..., see schedule/revisits.py. Most news that
# changes does so on its first day; "" is never.
NEWSCRAWL_REVISITS = os.environ.get("NEWSCRAWL_REVISITS", "1d:4h 7d:2d 30d:10d")
# Words a text needs; pipelines/validate.py says why this many.
NEWSCRAWL_MIN_WORDS = int(os.environ.get("NEWSCRAWL_MIN_WORDS") or "15")

# Used by whatever reads pages, in processes of their own

NEWSCRAWL_WORKERS = int(os.environ.get("NEWSCRAWL_WORKERS") or "0")  # 0: one a core
# News pages take a worker 0.05 seconds, and 2 at the very most.
NEWSCRAWL_PAGE_SECONDS = int(os.environ.get("NEWSCRAWL_PAGE_SECONDS") or "10")
# What a worker may map: 290 MB are its code; 500 pages of news took it to 320.
NEWSCRAWL_WORKER_MEMORY_MB = int(os.environ.get("NEWSCRAWL_WORKER_MEMORY_MB") or "1500")

# numpy's OpenBLAS starts a thread on each core, which spins for a tenth of a second; nothing here
# multiplies matrices. Processes that read pages have it from here.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Used by middlewares/patience.py: seconds. A cron job of every quarter of an hour must come to
# its end; what waits longer is due at the next run.
NEWSCRAWL_MAX_WAIT = int(os.environ.get("NEWSCRAWL_MAX_WAIT") or "120")

# Used by middlewares/tdm.py and pipelines/validate.py
NEWSCRAWL_OBEY_TDM = os.environ.get("NEWSCRAWL_OBEY_TDM") or "0"

# Used by the command run

NEWSCRAWL_LOCK_FILE = os.environ.get("NEWSCRAWL_LOCK_FILE", "")  # empty: beside the store
NEWSCRAWL_LOG_FILE = os.environ.get("NEWSCRAWL_LOG_FILE", "data/newscrawl.log")
NEWSCRAWL_PING_URL = os.environ.get("NEWSCRAWL_PING_URL", "")
NEWSCRAWL_PING_FAIL_URL = os.environ.get("NEWSCRAWL_PING_FAIL_URL", "")

# Used by middlewares/addresses.py and middlewares/resolver.py

NEWSCRAWL_ALLOW_PRIVATE_HOSTS = os.environ.get("NEWSCRAWL_ALLOW_PRIVATE_HOSTS") or "0"
TWISTED_DNS_RESOLVER = "newscrawl.middlewares.resolver.PublicResolver"  # refuses private answers

# Doors that Scrapy leaves open

REMOTE_CONTROL_ENABLED = False  # default True: executes code it is sent
TELNETCONSOLE_ENABLED = False  # default True: a Python console on a port
DOWNLOAD_HANDLERS = {  # a link or a sitemap may name file:///etc/passwd
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
    # Scrapy's own keeps connections that wait for four minutes.
    "http": "newscrawl.middlewares.connections.Connections",
    "https": "newscrawl.middlewares.connections.Connections",
}
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024  # default 1 GiB: a kilobyte can unpack to more than that
DOWNLOAD_WARNSIZE = 0  # default 32 MiB: above our limit, so never reached
DOWNLOAD_TIMEOUT = 30  # seconds; default 180: a slow site would hold its requests for minutes
DOWNLOAD_VERIFY_CERTIFICATES = True  # default False: text kept must be what the site sent

# Manners

USER_AGENT = f"newscrawl/{__version__}"  # default names Scrapy; NEWSCRAWL_CONTACT is added to it
ROBOTSTXT_OBEY = True  # default False
ROBOTSTXT_USER_AGENT = "newscrawl"  # default USER_AGENT whole: robots.txt names products
AUTOTHROTTLE_ENABLED = True  # default False: as fast as the site answers, and no faster
AUTOTHROTTLE_START_DELAY = 1.0  # seconds; default 5.0: a site of 20 new pages takes 20 s
# Default 100: Scrapy starts so many tasks for each response, whatever a callback yields; ours yield
# pages one by one, as the pipelines take them.
CONCURRENT_ITEMS = 8
CONCURRENT_REQUESTS = 64  # default 16: requests that wait for their host's delay count, too
CONCURRENT_REQUESTS_PER_DOMAIN = 4  # default 8: many sites at once, few requests at each
COOKIES_ENABLED = False  # default True: every page as a first-time visitor sees it
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"  # default last in first out: news first
RETRY_TIMES = 1  # default 2: the next run tries again by itself
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"  # default ERROR: the spider's own line says it, with the URL
REFERRER_POLICY = "no-referrer"  # default tells a site which page named it

# Components. A lower number is nearer to the engine: requests pass it earlier, responses later.

DOWNLOADER_MIDDLEWARES = {
    # Before all others, so that nothing is done for a request that must not be sent.
    "newscrawl.middlewares.addresses.PublicAddresses": 10,
    # Scrapy's own writes a traceback for an unreachable host and then crawls on.
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "newscrawl.middlewares.robots.Robots": 100,
    # Behind Robots, which may forbid the page or the file that says who may mine it; a redirect
    # comes by again.
    "newscrawl.middlewares.tdm.TdmReservation": 110,
    # Behind Retry (550), which would ask a host again at once that asks for a break.
    "newscrawl.middlewares.patience.Patience": 560,
    # Listens to signals only.
    "newscrawl.middlewares.pace.Pace": 565,
    # Scrapy's own decodes every page whole, to look at its beginning.
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "newscrawl.middlewares.refreshes.MetaRefresh": 580,
    # Behind decompression (590), before MetaRefresh decodes what may be one.
    "newscrawl.middlewares.responses.ReadableResponses": 585,
    # Behind all that refuse or answer a request themselves.
    "newscrawl.middlewares.attempts.Attempts": 990,
}

EXTENSIONS = {
    # When a spider has closed: no order is needed.
    "newscrawl.extensions.alarms.Alarms": 0,
    # Scrapy 2.19 waits for good when a spider is closed while items of its start() are about.
    "newscrawl.extensions.closing.Closing": 0,
    # Each thread keeps some memory for good.
    "newscrawl.extensions.threads.Threads": 0,
    # Looking for cycles among all that was imported takes a second of a thousand pages.
    "newscrawl.extensions.garbage.Garbage": 0,
    # What pages took up goes back to the system.
    "newscrawl.extensions.heap.Heap": 0,
    # Threads that wake up for a moment do not put a worker off its core.
    "newscrawl.extensions.scheduling_policy.SchedulingPolicy": 0,
}
# Scrapy's own but for those that are off above: it would import them, as it does what EXTENSIONS
# names with None, and with them aiohttp, for a tenth of a second.
EXTENSIONS_BASE = {
    name: order
    for name, order in default_settings.EXTENSIONS_BASE.items()
    if not name.endswith((".RemoteControl", ".TelnetConsole"))
}

ITEM_PIPELINES = {
    # A Page comes in, an Article goes on.
    "newscrawl.pipelines.extract.Extract": 100,
    # Before Deduplicate, so that a page without text is never the one that is kept.
    "newscrawl.pipelines.validate.Validate": 200,
    # Before Store, so that one article is not written twice in a run.
    "newscrawl.pipelines.deduplicate.Deduplicate": 300,
    # Last: what is saved is what feeds export.
    "newscrawl.pipelines.store.Store": 400,
}

# Output

FEED_EXPORT_ENCODING = "utf-8"  # default escapes every letter beyond ASCII in JSON
FEED_EXPORTERS = {"csv": "newscrawl.exports.csv_items.CsvItems"}  # default joins names by commas
