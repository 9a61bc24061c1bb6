"""The living families of the demo world, region by region. All of them are fictional."""

from ..story import Story
from .amsterdam import STORIES as AMSTERDAM
from .gelderland import STORIES as GELDERLAND
from .noord_holland import STORIES as NOORD_HOLLAND
from .utrecht import STORIES as UTRECHT

# In the order in which they were received, so that the case numbers rise with time.
STORIES: tuple[Story, ...] = tuple(
    sorted((*NOORD_HOLLAND, *AMSTERDAM, *UTRECHT, *GELDERLAND), key=lambda story: (-story.received, story.key))
)
