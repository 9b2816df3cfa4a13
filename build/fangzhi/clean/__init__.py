"""Text as read -> clean text, with a map back to every character. One module a kind of damage."""

from fangzhi.clean.document import Clean, Part
from fangzhi.clean.genre import judge
from fangzhi.clean.pipeline import clean, repair

__all__ = ["Clean", "Part", "clean", "judge", "repair"]
