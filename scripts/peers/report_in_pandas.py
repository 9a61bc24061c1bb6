"""The tables of a report as a researcher counts them with pandas: read the exported files, count, and say how long.

    python scripts/peers/report_in_pandas.py FOLDER CODEBOOK

Printed: a line of JSON with the seconds from the first file to the last table, imports not counted, and the number of
rows that came out. The same counts as `build_report` makes of a registration that was read in; no interval, sentence or
protection.
"""

import json
import sys
import time
from pathlib import Path

import pandas as pd

FORMS = ("enquete_volwassenen.csv", "enquete_kinderen.csv", "enquete_professionals.csv")
COUNTED = ("conferentie", "activering")
BANDS = {
    "minderjarig": ([-1, 4, 12, 17], ["0-4", "5-12", "13-17"]),
    "meerderjarig": ([-1, 25, 40, 60, 200], ["18-25", "26-40", "41-60", "61+"]),
}
CLOCKS = ("started_at", "ended_at", "private_time_from", "private_time_until")
SAID = (
    *("plan_executed", "share_of_agreements", "situation", "contact_with_professionals"),
    *("grade_conference", "grade_plan"),
)
HOURS = [0, 1, 3, 5, 8, 10, 1000]


def counted(frame, *keys):
    return frame.groupby(list(keys), dropna=False, observed=True).size()


def exploded(frame, column, *keys):
    some = frame.loc[frame[column] != "", [*keys, column]].assign(**{column: lambda f: f[column].str.split(";")})
    return counted(some.explode(column), *keys, column)


def of_cases(files, codes):
    """Cases and main persons, with and without a conference."""
    cases = files["aanvragen.csv"]
    cases = cases[cases["phase"].isin(COUNTED)]
    for column, told in codes["aanvragen.csv"].items():
        if column != "phase":
            yield exploded(cases, column, "phase") if told["multiple"] else counted(cases, "phase", column)
    yield counted(cases.assign(year=cases["received_on"].str[:4]), "year", "phase", "referrer_type")
    yield counted(cases, "phase", "earlier_conference")
    yield counted(cases, "phase", "cooperation_grade")
    day = {name: pd.to_datetime(cases[name]) for name in ("received_on", "preparation_started_on", "closed_on")}
    yield ((day["preparation_started_on"] - day["received_on"]).dt.days).value_counts()
    persons = files["hoofdpersonen.csv"].merge(cases[["case_id", "phase", "region"]], on="case_id")
    for column in codes["hoofdpersonen.csv"]:
        yield counted(persons, "kind", "phase", column)
    age = pd.to_numeric(persons["age"])
    for kind, (edges, names) in BANDS.items():
        mine = persons["kind"] == kind
        yield counted(persons[mine].assign(band=pd.cut(age[mine], edges, labels=names)), "phase", "band")
    yield counted(persons, "kind", "region", "place", "municipality")
    kinds = persons.pivot_table(index=["phase", "case_id"], columns="kind", aggfunc="size", fill_value=0)
    yield kinds.gt(0).reset_index().groupby(["phase", "minderjarig", "meerderjarig"]).size()
    contacts = files["contacten.csv"].merge(cases.loc[cases["phase"] == "activering", ["case_id"]], on="case_id")
    yield contacts.assign(persons=pd.to_numeric(contacts["persons"])).groupby("category")["persons"].sum()


def of_conferences(files, codes):
    """Meetings, who was there, plans and what was said three months later."""
    cases = files["aanvragen.csv"]
    held = files["conferenties.csv"].merge(
        cases.loc[cases["phase"] == "conferentie", ["case_id", "received_on"]], on="case_id"
    )
    for column in ("location_type", "external_interpreter", "meetings"):
        yield counted(held, column)
    day = pd.to_datetime(held["held_on"])
    yield day.dt.month.value_counts()
    yield (day.dt.day_of_week >= 5).value_counts()
    yield (day - pd.to_datetime(held["received_on"])).dt.days.value_counts()
    clock = {name: pd.to_timedelta(held[name] + ":00") for name in CLOCKS}
    yield (clock["started_at"] >= pd.Timedelta(hours=17)).value_counts()
    for begin, end in zip(CLOCKS[::2], CLOCKS[1::2], strict=True):
        hours = (clock[end] - clock[begin]).dt.total_seconds() / 3600 % 24
        yield pd.cut(hours, HOURS, right=False).value_counts()
    present = files["deelnemers.csv"].merge(held[["case_id"]], on="case_id")
    present = present.assign(persons=pd.to_numeric(present["persons"]), minors=pd.to_numeric(present["minors"]))
    yield present.groupby("position")[["persons", "minors"]].sum()
    yield present.groupby("case_id")["persons"].sum().value_counts()
    plans = files["plannen.csv"].merge(held[["case_id"]], on="case_id")
    for column in plans.columns[1:]:
        yield counted(plans, column)
    told = files["followup.csv"].merge(held[["case_id", "held_on"]], on="case_id")
    for column in SAID:
        yield counted(told, "role", column)
    months = ((pd.to_datetime(told["contacted_on"]) - pd.to_datetime(told["held_on"])).dt.days / 30.44).round()
    yield months.groupby(told["case_id"]).min().value_counts()
    handed = files["enquetes_uitgereikt.csv"]
    yield handed.assign(handed_out=pd.to_numeric(handed["handed_out"])).groupby("form")["handed_out"].sum()


def of_answers(files, codes):
    """Every answer, marks by year, and what goes with the mark of the conference."""
    held = files["conferenties.csv"][["case_id", "held_on"]]
    for name in FORMS:
        given = files[name].merge(held, on="case_id")
        given = given.assign(year=given["held_on"].str[:4])
        columns = [each for each in files[name].columns if each not in ("respondent", "case_id")]
        for column in columns:
            told = codes[name].get(column, {"multiple": False})
            yield exploded(given, column) if told["multiple"] else given[column].value_counts()
            if column.startswith("grade_"):
                yield counted(given, "year", column)
        for column in ("at_ease", "enough_people", "could_say", "listened_to", "satisfied_with_own_share"):
            if column in columns:
                yield counted(given, column, "grade_conference")


def main():
    folder, codebook = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    codes = {
        name: {
            column: {"multiple": bool(told.get("multiple"))} for column, told in columns.items() if told.get("codes")
        }
        for name, columns in codebook.items()
    }
    begin = time.perf_counter()
    files = {name: pd.read_csv(folder / name, dtype=str, keep_default_na=False) for name in codebook}
    tables = [table for part in (of_cases, of_conferences, of_answers) for table in part(files, codes)]
    print(json.dumps({"seconds": time.perf_counter() - begin, "rows": sum(map(len, tables))}))


if __name__ == "__main__":
    main()
