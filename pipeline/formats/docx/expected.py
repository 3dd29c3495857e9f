"""What the review copy must show beside the questions: of a working paper only the questions are proven."""

from __future__ import annotations

from pipeline.handbook import Handbook
from pipeline.seen.edition import FoundEdition, Furnishing


def expected(_handbook: Handbook, _edition: FoundEdition) -> tuple[Furnishing, ...]:
    """Give no furnishing."""
    return ()
