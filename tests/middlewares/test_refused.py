from newscrawl.middlewares import refused
from newscrawl.schedule.outcomes import Fate, of_error

FATES = {
    "NotPublic": Fate.FAILED,
    "ForbiddenByRobots": Fate.FAILED,
    "RobotsUnreachable": Fate.RETRY,
    "NotText": Fate.NOT_ARTICLE,
    "EmptyBody": Fate.RETRY,
}


def test_every_refusal_has_its_fate_and_its_words():
    kinds = refused.Refused.__subclasses__()

    assert {kind.__name__: of_error(kind()).fate for kind in kinds} == FATES
    assert not {of_error(kind()).reason for kind in kinds} & set(FATES)  # words, not class names
