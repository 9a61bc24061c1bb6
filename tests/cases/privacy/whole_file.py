"""A file in which everything is, for who is taken out of it."""

from cases.codes import PartyKind
from cases.models import Case, CirclePerson, MainPerson, Party, Referrer
from conferences.models import Conference, DayPoll, Invitation
from ekc.accounts.models import User
from ekc.dates import local_today
from followup.models import Call
from plans.models import Agreement, Plan, PlanVersion, SafetyFrame
from tests.cases.circle.test_merging_everything import Around
from tests.factories import make_circle_person, make_frame, make_invitation
from tests.retention.whole import only_the_history_works
from tests.rows import make_row
from tests.world import World


def of_world(world: World) -> Around:
    """What the tables hang on besides the person, out of the family of the world."""
    case = world.own.case
    known: Around = {Case: case, User: world.anna, Conference: Conference.objects.filter(case=case).first()}
    known[SafetyFrame] = SafetyFrame.objects.filter(case=case).first() or make_frame(case, author=world.dirk)
    known[Plan] = Plan.objects.filter(case=case).first()
    known[PlanVersion] = PlanVersion.objects.filter(plan__case=case).first()
    known[Agreement] = make_row(Agreement, known)
    known[DayPoll] = make_row(DayPoll, known)
    known[Call] = make_row(Call, known, opens_on=local_today())
    known[Party] = make_row(Party, known, kind=PartyKind.GROUP)
    known[Invitation] = make_invitation(known[Conference], make_circle_person(case, name="Wie uitnodigde"))
    return known


def nobody_else_is_called_so(case: Case, bird: MainPerson | CirclePerson) -> None:
    """Everybody else of the file has another name, and no number or address; as they were once, the history knows."""
    reached = {"phone": "", "email": ""}
    mains, circle = MainPerson.objects.filter(case=case), CirclePerson.objects.filter(case=case)
    if isinstance(bird, MainPerson):
        mains, circle = mains.exclude(pk=bird.pk), circle.filter(main_person=None)
    else:
        circle = circle.exclude(pk=bird.pk)
    with only_the_history_works():
        mains.update(name="Noor", support_person="", **reached)
        circle.update(name="Rob", **reached)
        Referrer.objects.filter(case=case).update(name="Dirk", **reached)
        case.contact_bans.update(lifted_on=local_today(), lifted_reason="Voorbij.")
