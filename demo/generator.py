"""Believable registration sets of any size in the exchange format, for the benchmark and for tests.

Every set is fictional: each value is drawn from the code book by a seeded generator. The same seed and
size give the same bytes. Shares lean on the published pilot (two of three cases reach a conference), and
the edges occur: open cases, unborn children, meetings past midnight, unknown positions, empty answers.
"""

import csv
import datetime as dt
import io
import random
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Row = dict[str, Any]
Codebook = Mapping[str, Mapping[str, Mapping[str, Any]]]

PLACES = {
    "kop_van_noord_holland": [("Den Helder", "Den Helder"), ("Schagen", "Schagen"), ("'t Veld", "Hollands Kroon")],
    "noord_kennemerland": [("Alkmaar", "Alkmaar"), ("Heerhugowaard", "Heerhugowaard"), ("Castricum", "Castricum")],
    "het_gooi": [("Hilversum", "Hilversum"), ("Huizen", "Huizen"), ("Blaricum", "Blaricum")],
}
ADULT_ETHNICITIES = ("nederlands", "turks", "marokkaans", "surinaams", "antilliaans", "overig")


class Generator:
    """Draws one set. `files()` gives, per file of the exchange format, its header and rows."""

    def __init__(self, codebook: Codebook, cases: int, *, seed: int, project: str = "proef") -> None:
        self.codebook = codebook
        self.cases = cases
        self.project = project
        self.random = random.Random(seed)  # noqa: S311  believable figures, no secrets
        self.rows: dict[str, list[Row]] = {name: [] for name in codebook}

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield the name and the text of each file."""
        for index in range(1, self.cases + 1):
            self._case(f"C-{index:06d}")
        for name, columns in self.codebook.items():
            yield name, self._text(columns, self.rows[name])

    @staticmethod
    def _text(columns: Mapping[str, Any], rows: list[Row]) -> str:
        out = io.StringIO()
        writer = csv.DictWriter(out, list(columns), restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return out.getvalue()

    # --- drawing ------------------------------------------------------------------------------
    def _code(self, file: str, column: str) -> str:
        """One code; the first of a list are drawn more often than the last, as in life."""
        codes = [code for code, _label in self.codebook[file][column]["codes"]]
        return codes[min(int(self.random.expovariate(3.0) * len(codes)), len(codes) - 1)]

    def _codes(self, file: str, column: str, most: int) -> str:
        codes = [code for code, _label in self.codebook[file][column]["codes"]]
        chosen = set(self.random.sample(codes, self.random.randint(0, min(most, len(codes)))))
        return ";".join(code for code in codes if code in chosen)

    def _maybe(self, share: float, value: Callable[[], Any]) -> Any:
        return value() if self.random.random() < share else ""

    def _mark(self) -> int:
        return max(1, min(10, round(self.random.gauss(7.8, 1.3))))

    # --- one case -----------------------------------------------------------------------------
    def _case(self, case_id: str) -> None:
        received = dt.date(2009, 1, 1) + dt.timedelta(days=self.random.randrange(365 * 12))
        started = received + dt.timedelta(days=self.random.randrange(40))
        phase = self.random.choices(["conferentie", "activering", ""], [62, 34, 4])[0]
        referrer = self._code("aanvragen.csv", "referrer_type")
        refused = phase == "activering" and self.random.random() < 0.4
        earlier = self.random.random() < 0.05
        region = self._code("aanvragen.csv", "region")
        held = started + dt.timedelta(days=self.random.randrange(20, 90))
        closed = held + dt.timedelta(days=self.random.randrange(90, 160))
        department = self._code("aanvragen.csv", "referrer_department") if referrer == "bureau_jeugdzorg" else ""
        self.rows["aanvragen.csv"].append(
            {
                "case_id": case_id,
                "project": self.project,
                "region": region,
                "received_on": received,
                "preparation_started_on": started,
                "closed_on": closed if phase else "",
                "phase": phase,
                "referrer_type": referrer,
                "referrer_department": department,
                "earlier_conference": int(earlier),
                "repeat_reason": self._code("aanvragen.csv", "repeat_reason") if earlier else "",
                "help_duration": self._code("aanvragen.csv", "help_duration"),
                "problems": self._codes("aanvragen.csv", "problems", 6),
                "subjects": self._codes("aanvragen.csv", "subjects", 6),
                "not_held_reason": self._end_reason(phase, refused),
                "refused_by": (self._codes("aanvragen.csv", "refused_by", 2) or "ouders") if refused else "",
                "cooperation_grade": self._maybe(0.4, self._mark) if phase else "",
            }
        )
        self._main_persons(case_id, region)
        if phase == "activering":
            self._contacts(case_id)
        if phase == "conferentie":
            self._conference(case_id, held)
            self._questionnaires(case_id, held)
            self._follow_up(case_id, held)

    def _end_reason(self, phase: str, refused: bool) -> str:
        if phase != "activering":
            return ""
        if refused:
            return "weigering"
        return self.random.choice(
            ["vraag_niet_meer_aan_de_orde", "tegenstellingen_te_groot", "netwerk_te_klein", "anders"]
        )

    def _main_persons(self, case_id: str, region: str) -> None:
        adults, children = self.random.choice([(1, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 3)])
        for is_child in [False] * adults + [True] * children:
            place, municipality = self.random.choice([*PLACES[region], ("", "")])
            unborn = is_child and self.random.random() < 0.01
            age = self.random.randrange(0, 18) if is_child else self.random.randrange(18, 80)
            self.rows["hoofdpersonen.csv"].append(
                {
                    "case_id": case_id,
                    "kind": "minderjarig" if is_child else "meerderjarig",
                    "age": "" if unborn or self.random.random() < 0.02 else age,
                    "unborn": int(unborn),
                    "gender": self.random.choice(["jongen", "meisje"] if is_child else ["man", "vrouw"]),
                    "ethnicity": self._code("hoofdpersonen.csv", "ethnicity")
                    if is_child
                    else self.random.choice(ADULT_ETHNICITIES),
                    "residence": self._residence(is_child),
                    "place": place,
                    "municipality": municipality,
                }
            )

    def _residence(self, is_child: bool) -> str:
        if is_child:
            return self.random.choice(
                ["thuis_bij_ouders"] * 6 + ["familie_of_bekenden", "bestandspleeggezin", "anders"]
            )
        return self.random.choice(["zelfstandig"] * 6 + ["thuis_bij_ouders", "familie_of_bekenden", "anders"])

    def _contacts(self, case_id: str) -> None:
        for code, _label in self.codebook["contacten.csv"]["category"]["codes"]:
            if self.random.random() < 0.6:
                self.rows["contacten.csv"].append(
                    {"case_id": case_id, "category": code, "persons": self.random.randint(1, 5)}
                )

    def _conference(self, case_id: str, held: dt.date) -> None:
        start = dt.datetime.combine(held, dt.time(self.random.randint(9, 17), 5 * self.random.randrange(12)))
        private_from = start + dt.timedelta(minutes=5 * self.random.randint(4, 18))
        private_until = private_from + dt.timedelta(minutes=5 * self.random.randint(6, 60))
        end = private_until + dt.timedelta(minutes=5 * self.random.randint(4, 18))
        self.rows["conferenties.csv"].append(
            {
                "case_id": case_id,
                "held_on": held,
                "location_type": self._code("conferenties.csv", "location_type"),
                "started_at": f"{start:%H:%M}",
                "private_time_from": f"{private_from:%H:%M}",
                "private_time_until": f"{private_until:%H:%M}",
                "ended_at": f"{end:%H:%M}",
                "external_interpreter": int(self.random.random() < 0.1),
                "meetings": self.random.choices([1, 2], [95, 5])[0],
            }
        )
        for code, _label in self.codebook["deelnemers.csv"]["position"]["codes"]:
            if self.random.random() < 0.5:
                persons = self.random.randint(1, 4)
                minor = code == "minderjarige_hoofdpersoon"
                self.rows["deelnemers.csv"].append(
                    {
                        "case_id": case_id,
                        "position": code,
                        "persons": persons,
                        "minors": "" if code == "onbekend" else persons if minor else 0,
                    }
                )
        self.rows["plannen.csv"].append(
            {"case_id": case_id, "persons_changing_residence": self.random.choices([0, 1, 2], [80, 15, 5])[0]}
            | {
                column: int(self.random.random() < 0.85)
                for column in self.codebook["plannen.csv"]
                if self.codebook["plannen.csv"][column]["type"] == "boolean"
            }
        )

    def _questionnaires(self, case_id: str, held: dt.date) -> None:
        version = "2009" if held.year < 2011 else "2011"
        counts = {"volwassene": self.random.randint(3, 14), "kind": self.random.randint(0, 3), "professional": 1}
        for form, handed_out in counts.items():
            if not handed_out:
                continue
            self.rows["enquetes_uitgereikt.csv"].append({"case_id": case_id, "form": form, "handed_out": handed_out})
            file = {"volwassene": "enquete_volwassenen.csv", "kind": "enquete_kinderen.csv"}.get(
                form, "enquete_professionals.csv"
            )
            for _ in range(handed_out):
                if self.random.random() < 0.45:
                    self._answer(file, case_id, version)

    def _answer(self, file: str, case_id: str, version: str) -> None:
        rows = self.rows[file]
        row: Row = {"respondent": f"{file[8].upper()}{len(rows) + 1:06d}", "case_id": case_id}
        marks = version == "2009" or file == "enquete_kinderen.csv"
        for column, spec in self.codebook[file].items():
            if column in row:
                continue
            if column == "version":
                row[column] = version
            elif spec["type"] == "mark":
                row[column] = self._maybe(0.8, self._mark) if marks else ""
            elif spec["type"] == "boolean":
                row[column] = self.random.randint(0, 1)
            elif self._is_statement(spec):
                row[column] = "" if marks else self._statement()
            elif spec.get("multiple"):
                row[column] = self._codes(file, column, 2) if row.get("asked_information_needs") == "ja" else ""
            elif column == "got_information":
                row[column] = self._code(file, column) if row.get("asked_information_needs") == "ja" else ""
            else:
                row[column] = self._maybe(0.95, lambda column=column: self._code(file, column))
        if row.get("referred_by_professional") != "ja" and "grade_referrer" in row:
            row["grade_referrer"] = ""
        rows.append(row)

    @staticmethod
    def _is_statement(spec: Mapping[str, Any]) -> bool:
        return any(code == "helemaal_eens" for code, _label in spec.get("codes", []))

    def _statement(self) -> str:
        return self.random.choices(
            ["helemaal_oneens", "oneens", "neutraal", "eens", "helemaal_eens", ""], [2, 5, 18, 50, 20, 5]
        )[0]

    def _follow_up(self, case_id: str, held: dt.date) -> None:
        if self.random.random() > 0.62:
            return
        when = held + dt.timedelta(days=self.random.randrange(80, 220)) if self.random.random() < 0.95 else ""
        for _ in range(self.random.randint(1, 5)):
            row: Row = {"case_id": case_id, "contacted_on": when, "role": self._code("followup.csv", "role")}
            for column, spec in self.codebook["followup.csv"].items():
                if column not in row:
                    row[column] = self._maybe(
                        0.8,
                        self._mark
                        if spec["type"] == "mark"
                        else lambda column=column: self._code("followup.csv", column),
                    )
            self.rows["followup.csv"].append(row)
