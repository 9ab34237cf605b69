from datetime import UTC, datetime

from newscrawl.middlewares import refused
from newscrawl.schedule.outcomes import Fate, of_error

FATES = {
    "NotPublic": Fate.FAILED,
    "ForbiddenByRobots": Fate.FAILED,
    "RobotsUnreachable": Fate.RETRY,
    "HostBusy": Fate.RETRY,
    "TdmReserved": Fate.NOT_ARTICLE,
    "NotText": Fate.NOT_ARTICLE,
    "EmptyBody": Fate.RETRY,
}
UNTIL = datetime(2026, 11, 3, 9, tzinfo=UTC)
TOLD = {"HostBusy": ("example.org", UNTIL)}
# One reason for all that is reserved: the pipeline Validate drops by its class's name.
SAME_IN_PIPELINES = {"TdmReserved"}


def test_every_refusal_has_its_fate_and_its_words():
    kinds = refused.Refused.__subclasses__()
    outcomes = {kind.__name__: of_error(kind(*TOLD.get(kind.__name__, ()))) for kind in kinds}

    assert {name: outcome.fate for name, outcome in outcomes.items()} == FATES
    reasons = {outcome.reason for outcome in outcomes.values()}
    assert reasons & set(FATES) == SAME_IN_PIPELINES  # else words, not class names


def test_a_busy_host_says_until_when():
    assert of_error(refused.HostBusy("example.org", UNTIL)).until == UNTIL
