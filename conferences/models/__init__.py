from .conference import Attendance, Conference, ConferenceMove
from .day_poll import DayAnswer, DayGuest, DayOption, DayPoll
from .food import FoodShare
from .invitation import Invitation, Suggestion
from .letter import Letter

__all__ = [
    "Attendance",
    "Conference",
    "ConferenceMove",
    "DayAnswer",
    "DayGuest",
    "DayOption",
    "DayPoll",
    "FoodShare",
    "Invitation",
    "Letter",
    "Suggestion",
]
