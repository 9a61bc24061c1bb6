"""The same counts by PSPP: writes the syntax that reads the exported files and counts every coded column.

    python scripts/peers/report_in_pspp.py FOLDER CODEBOOK > report.sps

Less than what pandas counts beside it: no durations, bands or months, and nothing of columns with several codes.
"""

import csv
import json
import sys
from pathlib import Path

READ = """GET DATA /TYPE=TXT /FILE='{path}' /ARRANGEMENT=DELIMITED /DELIMITERS=',' /QUALIFIER='"' /FIRSTCASE=2
  /VARIABLES={variables}.
"""
# What has a number for each case, or words of its own, is no table.
NO_TABLE = {"case_id", "respondent", "place", "municipality", "project"}
DATES = ("received_on", "preparation_started_on", "closed_on", "held_on", "contacted_on")
CLOCKS = ("started_at", "ended_at", "private_time_from", "private_time_until")
WITHIN = {
    "aanvragen.csv": "phase",
    "hoofdpersonen.csv": "kind",
    "followup.csv": "role",
    "deelnemers.csv": "position",
    "contacten.csv": "category",
    "enquetes_uitgereikt.csv": "form",
}


def main():
    folder, codebook = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    print("SET DECIMAL=DOT.")
    for name, columns in codebook.items():
        with (folder / name).open(encoding="utf-8") as lines:
            header = next(csv.reader(lines))
        widths = {each: 200 if columns.get(each, {}).get("multiple") else 40 for each in header}
        variables = " ".join(f"{each} A{widths[each]}" for each in header)
        print(READ.format(path=folder / name, variables=variables))
        lists = {each for each in header if columns.get(each, {}).get("multiple")}
        tabled = [each for each in header if each not in (*NO_TABLE, *DATES, *CLOCKS, *lists)]
        within = WITHIN.get(name)
        for each in tabled:
            if each != within and within:
                print(f"CROSSTABS /TABLES={each} BY {within} /CELLS=COUNT.")
        print(f"FREQUENCIES /VARIABLES={' '.join(tabled)}.")


if __name__ == "__main__":
    main()
