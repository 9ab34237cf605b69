"""An article and the verdict on each block of its page, for people and for programs."""

from newscrawl.explanations.known import Known
from newscrawl.explanations.record import as_record
from newscrawl.explanations.terminal import print_explanation

__all__ = ["Known", "as_record", "print_explanation"]
