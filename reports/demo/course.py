"""One case taken through the real acts of the apps, as far as its story goes."""

import datetime as dt
import random
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from cases.codes import CaseState as S
from cases.codes import Channel, ContactMethod, ReferrerType, Residence
from cases.domain.assign import assign_coordinator
from cases.domain.contacts import log_contact, spoken_to_per_group
from cases.domain.preparation import (
    decline_after_information,
    end_in_activation,
    plan_without_meeting,
    record_information_visit,
    start_activation,
)
from cases.domain.questions import NewQuestion, current_questions, word_question
from cases.domain.referral import Consent, PersonData, Reach, ReferralData, ReferrerData, RelativeData, refer_case
from cases.domain.registration import close_case, register_case
from cases.domain.triage import advise_otherwise, let_wait, start_screening, withdraw_case
from cases.models import Case, Coordinator
from ekc.accounts.models import Region, User
from ekc.dates import at_local

from . import texts
from .backdating import Past
from .people import MAIL_DOMAIN, PROFESSIONALS, People
from .preparation import Preparation
from .story import NETWORK, SELF, Main, Story

SEED = 20120401
EARLY_STATES = frozenset({S.REFERRED, S.SCREENING, S.WAITING, S.NOT_SUITABLE, S.WITHDRAWN})
OFFICE_ENDS = {S.NOT_SUITABLE, S.WITHDRAWN, S.WAITING}
