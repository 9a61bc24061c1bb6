"""Names of the people around a family, by where the family has its roots. First names only go with the family's."""

from cases.codes import FamilySide, Position

WOMEN = {
    "nl": ("Ria", "Els", "Marloes", "Joke", "Sanne", "Truus", "Anouk", "Greet", "Petra", "Lotte", "Corrie", "Maaike"),
    "tr": ("Emine", "Ayşe", "Hatice", "Zeynep", "Elif", "Gülsen", "Derya", "Meryem", "Sibel", "Nuray", "Filiz", "Esra"),
    "ma": ("Khadija", "Naima", "Samira", "Loubna", "Rachida", "Hanane", "Malika", "Soumaya", "Ikram", "Saida", "Nora"),
    "su": ("Muriël", "Shirley", "Gladys", "Wonny", "Cheryl", "Asha", "Lucia", "Ruth", "Melanie", "Ingrid", "Naomi"),
    "er": ("Selam", "Miriam", "Letizia", "Feven", "Rahel", "Helen", "Semhar", "Abrehet", "Winta", "Luwam", "Saba"),
    "pl": ("Beata", "Halina", "Kasia", "Danuta", "Magda", "Ewa", "Zofia", "Iwona", "Joanna", "Renata", "Ola"),
    "so": ("Amina", "Faduma", "Hawa", "Sahra", "Ayaan", "Khadra", "Ifrah", "Safiya", "Nimco", "Asli", "Deqa"),
}
MEN = {
    "nl": ("Henk", "Kees", "Rob", "Wim", "Daan", "Ton", "Jaap", "Sjaak", "Bram", "Frits", "Niels", "Koen"),
    "tr": ("Mustafa", "Kemal", "Hasan", "Murat", "Orhan", "Yusuf", "Serkan", "Halil", "Cem", "Veli", "Emre", "Tarık"),
    "ma": ("Omar", "Hassan", "Rachid", "Karim", "Said", "Mohand", "Tarik", "Driss", "Anouar", "Jamal", "Ilias"),
    "su": ("Ricardo", "Stanley", "Errol", "Ruben", "Clyde", "Dennis", "Radj", "Milton", "Jerrel", "Romeo", "Winston"),
    "er": ("Tesfay", "Yonas", "Filmon", "Dawit", "Samuel", "Berhane", "Aron", "Kidane", "Robel", "Mehari", "Isaias"),
    "pl": ("Marek", "Tomasz", "Pawel", "Jerzy", "Adam", "Rafal", "Kuba", "Zbyszek", "Darek", "Leszek", "Michal"),
    "so": ("Abdi", "Yasin", "Farah", "Mahad", "Liban", "Guled", "Ismail", "Bashir", "Cabdi", "Nuur", "Warsame"),
}

# Who is in a circle, in the order in which a circle grows: position, relation, is a woman, closeness, side.
SEATS: tuple[tuple[str, str, bool, int, str], ...] = (
    (Position.GRANDPARENT, "oma, moeder van mama", True, 1, FamilySide.MOTHER),
    (Position.AUNT_OR_UNCLE, "tante, zus van mama", True, 1, FamilySide.MOTHER),
    (Position.FRIEND, "beste vriendin van mama", True, 2, FamilySide.MOTHER),
    (Position.AUNT_OR_UNCLE, "oom, broer van papa", False, 2, FamilySide.FATHER),
    (Position.OTHER_NETWORK, "buurvrouw van nummer 14", True, 2, FamilySide.BOTH),
    (Position.GRANDPARENT, "opa, vader van papa", False, 1, FamilySide.FATHER),
    (Position.SIBLING, "oudste broer, woont op zichzelf", False, 1, FamilySide.BOTH),
    (Position.SCHOOL, "mentor op school", True, 3, FamilySide.BOTH),
    (Position.COUSIN, "nicht, past vaak op", True, 2, FamilySide.MOTHER),
    (Position.OTHER_NETWORK, "trainer van de voetbalclub", False, 3, FamilySide.BOTH),
    (Position.CARE_WORKER, "gezinscoach van het wijkteam", True, 3, FamilySide.BOTH),
    (Position.GRANDPARENT, "oma, moeder van papa", True, 2, FamilySide.FATHER),
    (Position.AUNT_OR_UNCLE, "tante, zus van papa", True, 2, FamilySide.FATHER),
    (Position.FRIEND, "vriend van papa, oud-collega", False, 2, FamilySide.FATHER),
    (Position.OTHER_FAMILY, "peettante", True, 2, FamilySide.BOTH),
    (Position.COUSIN, "neef met een busje", False, 3, FamilySide.FATHER),
    (Position.OTHER_NETWORK, "buurman, klust graag", False, 2, FamilySide.BOTH),
    (Position.AUNT_OR_UNCLE, "oom, man van tante", False, 3, FamilySide.MOTHER),
    (Position.FRIEND, "moeder van een vriendje van school", True, 3, FamilySide.BOTH),
    (Position.OTHER_PROFESSIONAL, "wijkagent", False, 3, FamilySide.BOTH),
    (Position.OTHER_FAMILY, "stiefopa", False, 3, FamilySide.MOTHER),
    (Position.COUSIN, "nicht, studeert in de stad", True, 3, FamilySide.FATHER),
    (Position.OTHER_NETWORK, "collega van mama", True, 3, FamilySide.MOTHER),
    (Position.FRIEND, "vriendin van vroeger", True, 3, FamilySide.MOTHER),
    (Position.OTHER_NETWORK, "voorganger van de gemeenschap", False, 3, FamilySide.BOTH),
    (Position.AUNT_OR_UNCLE, "oom in het noorden", False, 3, FamilySide.FATHER),
    (Position.OTHER_FAMILY, "oudtante", True, 3, FamilySide.FATHER),
    (Position.COUSIN, "neef, werkt bij de supermarkt", False, 3, FamilySide.MOTHER),
    (Position.OTHER_NETWORK, "oud-juf van de basisschool", True, 3, FamilySide.BOTH),
    (Position.FRIEND, "vriend van de sportschool", False, 3, FamilySide.FATHER),
)
ADULT_SEATS: tuple[tuple[str, str, bool, int, str], ...] = (
    (Position.SIBLING, "zus", True, 1, FamilySide.BOTH),
    (Position.PARENT, "moeder", True, 1, FamilySide.MOTHER),
    (Position.FRIEND, "vriendin van vroeger", True, 1, FamilySide.BOTH),
    (Position.OTHER_NETWORK, "buurman van beneden", False, 2, FamilySide.BOTH),
    (Position.SIBLING, "broer", False, 2, FamilySide.BOTH),
    (Position.OTHER_NETWORK, "oud-collega", True, 2, FamilySide.BOTH),
    (Position.COUSIN, "nicht", True, 2, FamilySide.MOTHER),
    (Position.CARE_WORKER, "begeleider", False, 3, FamilySide.BOTH),
    (Position.AUNT_OR_UNCLE, "tante", True, 3, FamilySide.MOTHER),
    (Position.FRIEND, "maat van de biljartclub", False, 3, FamilySide.BOTH),
    (Position.OTHER_NETWORK, "vrijwilliger van de kerk", True, 3, FamilySide.BOTH),
    (Position.OTHER_PROFESSIONAL, "schuldhulpverlener", False, 3, FamilySide.BOTH),
)
"""The same for a case about adults."""
