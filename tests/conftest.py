"""What all tests share: warnings are errors, but for one that is none of ours."""

# urllib3 warns that SOCKS is not installed when trafilatura is imported. Where that happens
# in a crawl, requests has told Python to ignore it; in a test, pytest has told it not to.
import trafilatura  # noqa: F401 - imported before pytest's filters are set
