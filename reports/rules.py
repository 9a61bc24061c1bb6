"""Who may see figures: nobody's file is opened here, and no page has a name on it."""

import rules

from ekc.accounts.matrix import Subject
from ekc.accounts.rules import may

PERMISSIONS = {
    "figures.view": may(Subject.FIGURES, "R"),
    # By name of people: for who works on the files.
    "gaps.view": may(Subject.CIRCLE, "R"),
    "research.view": may(Subject.RESEARCH, "R"),
    "research.change": may(Subject.RESEARCH, "U"),
    "editions.view": may(Subject.EDITIONS, "R"),
    "editions.make": may(Subject.EDITIONS, "C"),
    "editions.decide": may(Subject.EDITIONS, "U"),
    "programmes.view": may(Subject.PROGRAMME, "R"),
    "programmes.change": may(Subject.PROGRAMME, "U"),
}
for _name, _predicate in PERMISSIONS.items():
    rules.add_perm(_name, _predicate)
