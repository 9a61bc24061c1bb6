from .conference import Attendance, Conference, ConferenceMove, Invitation, Letter

__all__ = ["Attendance", "Conference", "ConferenceMove", "Invitation", "Letter"]
