from .conference import Attendance, Conference, ConferenceMove, Letter
from .invitation import Invitation, Suggestion

__all__ = ["Attendance", "Conference", "ConferenceMove", "Invitation", "Letter", "Suggestion"]
