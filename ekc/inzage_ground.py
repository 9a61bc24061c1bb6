"""What the tables of the ground floor give to who asks for inzage: nothing, each for a reason (`ekc/inzage.py`)."""

from ekc.accounts.models import Municipality, Organisation, Region, User
from ekc.audit.models import Drawn, Forgotten, ReadLine, Review, ReviewAnswer, Seal, SealedUpTo, SignedOff
from ekc.backups.models import BackupMark
from ekc.breaches.models import Breach, Concerned
from ekc.lists.models import ListedCode
from ekc.merging.models import Merge
from ekc.once.models import FormNumber
from ekc.outbox.models import DatabasePlace, DeliveredMail, DueRow, Message
from ekc.retention.models import DestructionEntry, DestructionList, DestructionProof, Hold, RetentionClass

from .inzage import nothing

GIVEN = (
    *nothing("who looked in the file stands in a part of its own, by role", ReadLine),
    *nothing("digests and numbers of rows, which say nothing of anybody", Seal, SealedUpTo, Forgotten),
    *nothing("whether who works here looked with a reason", Review, Drawn, ReviewAnswer, SignedOff),
    *nothing("of people who work here, who ask about it as such", User, User.regions.through),
    *nothing("a mail says that something waits, and nothing of anybody", Message, DeliveredMail, DueRow),
    *nothing(
        "of what leaked of them, people get a letter; the rest is about how the house works",
        *(Breach, Breach.accounts.through, Concerned),
    ),
    *nothing("which rows turned out to be one", Merge),
    *nothing(
        "that a file is kept or destroyed, by its number", Hold, DestructionEntry, DestructionList, DestructionProof
    ),
    *nothing(
        "of the house, and of nobody",
        *(Region, Municipality, Organisation, ListedCode, RetentionClass, FormNumber, DatabasePlace, BackupMark),
    ),
)
