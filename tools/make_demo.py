#!/usr/bin/env python3
"""Writes the demonstration organisation as an organisation document (RULEBOOK 8).

    tools/make_demo.py > assets/demo.json                       the demonstration: 120 people, 8 groups, 40 safes
    tools/make_demo.py --users 100000 --safes 2000 > big.json   the same organisation, grown, for benchmarks

The same arguments give the same bytes. Each section draws from a random generator of its own, so that a new section
(doors, teams …: a function, and a row in SECTIONS) leaves the others as they are. A grown organisation begins with
the people of the small one, so that the personas of assets/personas.json are in it too.
"""

import argparse
import json
import pathlib
import random
import sys
import unicodedata

import demo_books as books

NAMES = pathlib.Path(__file__).with_name("demo_names.txt")
DOMAIN = "riverside.example"

ORGANIZATION = {"id": "o1", "name": "Riverside EMS", "settings": {"code_for": ["administrator"], "patient_fields": books.PATIENT_FIELDS, "user_fields": books.USER_FIELDS}}

ACCOUNTS = [
    {"id": "a1", "name": "Field Operations", "settings": {"require_admin_mfa": False, "groups_for_doors": True}},
    {"id": "a2", "name": "Mercy Hospital Depot", "settings": {"require_admin_mfa": False, "groups_for_doors": True}},
]

# id, account, name, description, its safes. Station 12 is not equipped yet: the screen of a group without safes.
STATIONS = [
    ("g1", "a1", "Station 1 Downtown", "Headquarters. Two ambulances and the supervisor on duty, around the clock.",
     ["Medic 11 narcotics", "Medic 12 narcotics", "Engine 1 medical", "Supervisor 1 car", "Station 1 supply room",
      "Station 1 returns"]),
    ("g2", "a1", "Station 2 Harborfront", "Ferry terminal and docks. Houses the rescue boat.",
     ["Medic 21 narcotics", "Medic 22 narcotics", "Rescue Boat 2", "Engine 2 medical", "Station 2 supply room",
      "Station 2 returns"]),
    ("g3", "a1", "Station 3 Hillcrest", "Residential north side.",
     ["Medic 31 narcotics", "Medic 32 narcotics", "Ladder 3 medical", "Station 3 supply room",
      "Station 3 refrigerator"]),
    ("g4", "a1", "Station 4 Airport", "Landside station; airside calls with the airport's own brigade.",
     ["Medic 41 narcotics", "Crash Truck 4 medical", "Terminal B cabinet", "Station 4 supply room",
      "Station 4 refrigerator"]),
    ("g5", "a1", "Station 7 Millbrook", "Volunteers at night and on weekends.",
     ["Medic 71 narcotics", "Engine 7 narcotics", "Brush 7 medical", "Station 7 supply room"]),
    ("g6", "a1", "Station 12 Lakeside", "Opens in January; its safes are on order.", []),
    ("g7", "a2", "Mercy Emergency Bay", "Hand-over and restocking at the emergency entrance.",
     ["Bay 1 cabinet", "Bay 2 cabinet", "Trauma room 1", "Trauma room 2", "Pediatric resuscitation", "Exchange box",
      "Bay refrigerator"]),
    ("g8", "a2", "Mercy Night Pharmacy", "Main stock. Two persons at every opening of the vault.",
     ["Pharmacy vault", "Controlled returns", "Compounding refrigerator", "Courier locker A", "Courier locker B"]),
]

# Safes beyond the stations' own: name, account, groups. One is shared by two stations, one is in no group yet.
FURTHER_SAFES = [
    ("Battalion Chief 2 car", "a1", ["g1", "g2"]),
    ("Reserve safe, workshop", "a1", []),
]

# Who is who among the first thirty: what each of them shows is in the comment. Unnamed members take the defaults.
CAST = {
    "u1":  {"roles": {"a1": {"safes": "account_admin"}}},
    "u2":  {"roles": {"a1": {"safes": "account_admin"}}},
    "u3":  {"roles": {"a1": {"safes": "account_admin"}, "a2": {"safes": "account_admin"}}},  # one person, two accounts
    "u4":  {"roles": {"a2": {"safes": "account_admin"}}},
    "u5":  {"roles": {"a2": {"safes": "account_admin"}}},
    "u6":  {"roles": {"a1": {"safes": "group_admin"}}, "groups": ["g1"]},
    "u7":  {"roles": {"a1": {"safes": "group_admin"}}, "groups": ["g2", "g3"]},
    "u8":  {"roles": {"a1": {"safes": "group_admin"}}},                                      # S-3: in no group
    "u9":  {"roles": {"a1": {"safes": "group_admin"}}, "groups": ["g2"]},                    # all his groups are u7's
    "u10": {"roles": {"a1": {"safes": "group_admin"}}, "groups": ["g4"]},
    "u11": {"roles": {"a1": {"safes": "group_admin"}}, "groups": ["g5"]},
    "u12": {"roles": {"a1": {"safes": "group_admin"}}, "groups": ["g6"]},                    # a group without safes
    "u13": {"roles": {"a2": {"safes": "group_admin"}}, "groups": ["g7"]},
    "u14": {"roles": {"a2": {"safes": "group_admin"}}, "groups": ["g8"]},
    "u15": {"roles": {"a1": {"safes": "group_admin"}, "a2": {"safes": "user"}}, "groups": ["g1", "g7"]},
    "u16": {"roles": {"a1": {"profiles": "full_admin"}}},
    "u17": {"roles": {"a2": {"profiles": "full_admin"}}},
    "u18": {"administrator": True},                                                          # T, and nothing in S
    "u19": {"administrator": True, "roles": {"a1": {"safes": "user"}}, "groups": ["g3"]},
    "u20": {"organization_admin": True},                                                     # M, and nothing in S
    "u21": {"organization_admin": True, "roles": {"a2": {"safes": "user"}}, "groups": ["g8"]},
    "u22": {"roles": {"a1": {"safes": "user"}}, "groups": ["g1"]},
    "u23": {"roles": {"a1": {"safes": "user"}}, "groups": ["g1", "g4"]},                     # in a group beyond u6's
    "u24": {"roles": {"a1": {"safes": "user"}}},                                             # in no group
    "u25": {"roles": {"a1": {"safes": "account_admin"}}, "status": "disabled"},
    "u26": {},                                                                               # no role, no group
    "u27": {"roles": {"a1": {"safes": "user"}, "a2": {"safes": "user"}}, "groups": ["g2", "g8"]},
    "u28": {"roles": {"a1": {"safes": "user", "profiles": "partial_admin"}}, "groups": ["g5"]},
    "u29": {"roles": {"a1": {"modules": "division_admin"}}},
    "u30": {"roles": {"a1": {"safes": "user"}}, "groups": ["g1"], "status": "invited"},
    "u31": {"roles": {"a1": {"safes": "user"}}, "groups": ["g1"]},                           # the longest name
    "u119": {},
    "u120": {"status": "invited"},
}
INVITED = {44, 58, 71, 86, 99, 110}
DISABLED = {52, 77, 93, 104}

FIRMWARE = ["4.2.0", "4.1.3", "3.9.8"]

# kind, usual quantity, whether it carries an RFID tag
KINDS = [
    ("Fentanyl 100 mcg / 2 mL", 20, True),
    ("Morphine 10 mg / 1 mL", 20, True),
    ("Ketamine 500 mg / 10 mL", 8, True),
    ("Midazolam 5 mg / 1 mL", 16, True),
    ("Lorazepam 2 mg / 1 mL", 10, True),
    ("Hydromorphone 2 mg / 1 mL", 10, True),
    ("Diazepam 10 mg / 2 mL", 8, True),
    ("Etomidate 40 mg / 20 mL", 6, True),
    ("Rocuronium 50 mg / 5 mL", 6, True),
    ("Succinylcholine 200 mg / 10 mL", 4, True),
    ("Naloxone 2 mg / 2 mL", 24, False),
    ("Epinephrine 1 mg / 10 mL", 24, False),
    ("Tranexamic acid 1 g / 10 mL", 6, False),
    ("Amiodarone 150 mg / 3 mL", 12, False),
    ("Vehicle key set", 1, True),
    ("Handheld radio", 2, True),
]
UNDATED = {"Vehicle key set", "Handheld radio"}

TRANSLITERATED = str.maketrans({"ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d",
                                "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "’": "", "'": "", "-": ""})


def local_part(name):
    """first.last of a name in Latin letters."""
    plain = unicodedata.normalize("NFKD", name.translate(TRANSLITERATED))
    words = "".join(c for c in plain if not unicodedata.combining(c)).lower().split()
    return f"{words[0]}.{''.join(words[1:])}"


def listed_names():
    """(name, local part of the address) of everybody in demo_names.txt."""
    lines = [line for line in NAMES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    pairs = []
    for line in lines:
        name, _, local = (part.strip() for part in line.partition("|"))
        pairs.append((name, local or local_part(name)))
    return pairs


def names(count):
    """The listed people, then new ones who share first and last names with them; addresses are unique."""
    listed = listed_names()
    yield from listed[:count]
    rng = random.Random("names")
    latin = [name.split() for name, _ in listed if name.isascii() or all(ord(c) < 0x250 for c in name)]
    for number in range(len(listed) + 1, count + 1):
        name = f"{rng.choice(latin)[0]} {rng.choice(latin)[-1]}"
        yield name, f"{local_part(name)}.{number}"


class Organization:
    """The sections made so far; later ones refer to earlier ones."""

    def __init__(self, users, groups, safes):
        self.size = {"users": users, "groups": groups, "safes": safes}
        self.rows = {}


def make_groups(document):
    rng = random.Random("groups")
    rows = []
    for group, account, name, description, _ in STATIONS:
        mail = f"{name.lower().replace(' ', '-')}@{DOMAIN}"
        rows.append({"id": group, "account": account, "name": name, "description": description,
                     "notification_emails": [mail], "logo": None, "members": [], "safes": []})
    for number in range(len(rows) + 1, document.size["groups"] + 1):
        account = "a2" if rng.random() < 0.3 else "a1"
        rows.append({"id": f"g{number}", "account": account, "name": f"Station {number + 20}", "description": "",
                     "notification_emails": [], "logo": None, "members": [], "safes": []})
    return rows


def make_users(document):
    rng = random.Random("users")
    groups = {row["id"]: row for row in document.rows["groups"]}
    by_account = {a["id"]: [g for g in groups.values() if g["account"] == a["id"]] for a in ACCOUNTS}
    rows = []
    for number, (name, local) in enumerate(names(document.size["users"]), start=1):
        user = f"u{number}"
        role = CAST[user] if user in CAST else drawn_role(rng, number, by_account)
        status = role.get("status", "active")
        row = {"id": user, "name": name, "email": f"{local}@{DOMAIN}", "phone": f"+1555{number:07}",
               "verified": ["email", "phone"], "status": status}
        if number > len(CAST) and rng.random() < 0.06:
            del row["phone"]
            row["verified"] = ["email"]
        if status == "invited":
            row["verified"] = []
        else:
            row["pin"] = rng.random() < 0.75
            row["fingerprint"] = rng.random() < 0.45
        for organization_role in ("administrator", "organization_admin"):
            if role.get(organization_role):
                row[organization_role] = True
        row["accounts"] = role.get("roles", {})
        for group in role.get("groups", []):
            groups[group]["members"].append(user)
        rows.append(row)
    return rows


def drawn_role(rng, number, by_account):
    """What somebody is who was not cast: nearly always a user of one station or two of one account."""
    account = "a2" if rng.random() < 0.25 else "a1"
    safes_role = "user"
    if number > 120:  # the small organisation has its administrators already
        draw = rng.random()
        safes_role = "account_admin" if draw < 0.001 else "group_admin" if draw < 0.03 else "user"
    draw = rng.random()
    wanted = 0 if draw < 0.03 or safes_role == "account_admin" else 2 if draw > 0.85 else 1
    groups = rng.sample(by_account[account], min(wanted, len(by_account[account])))
    status = "invited" if number in INVITED else "disabled" if number in DISABLED else "active"
    if number > 120:
        status = rng.choices(["active", "invited", "disabled"], [92, 5, 3])[0]
    return {"roles": {account: {"safes": safes_role}}, "groups": sorted(g["id"] for g in groups), "status": status}


def make_safes(document):
    rng = random.Random("safes")
    groups = {row["id"]: row for row in document.rows["groups"]}
    planned = [(name, account, [group]) for group, account, _, _, safes in STATIONS for name in safes] + FURTHER_SAFES
    generated = [g for g in groups.values() if int(g["id"][1:]) > len(STATIONS)]
    for number in range(len(planned) + 1, document.size["safes"] + 1):
        home = generated[number % len(generated)] if generated else groups["g1"]
        also = [g["id"] for g in rng.sample(generated, min(1, len(generated)))
                if rng.random() < 0.05 and g["account"] == home["account"] and g is not home]
        planned.append((f"Medic {number + 100} narcotics", home["account"], [home["id"], *also]))
    rows = []
    for number, (name, account, where) in enumerate(planned[:document.size["safes"]], start=1):
        safe = f"s{number}"
        for group in where:
            groups[group]["safes"].append(safe)
        row = {"id": safe, "account": account, "name": name, "serial": f"MX-{number:04}",
               "online": rng.random() < 0.85, "firmware": rng.choices(FIRMWARE, [6, 3, 1])[0], "two_person": "off"}
        if name == "Pharmacy vault":
            row |= {"online": True, "two_person": "administrator"}
        elif name.endswith(("supply room", "returns")):
            row["two_person"] = "any"
        if name.startswith("Reserve"):
            row |= {"online": False, "firmware": FIRMWARE[-1]}
        rows.append(row)
    return rows


def make_assets(document):
    rng = random.Random("assets")
    rows = []
    for safe in document.rows["safes"]:
        if safe["name"].startswith("Reserve"):
            continue  # stays empty
        count = rng.randint(7, 9) if "supply room" in safe["name"] or "vault" in safe["name"] else rng.randint(4, 6)
        for kind, usual, tagged in sorted(rng.sample(KINDS, count)):
            number = len(rows) + 1
            row = {"id": f"x{number}", "safe": safe["id"], "kind": kind}
            if tagged:
                row["tag"] = f"E200-{rng.randrange(0x10000):04X}-{number:05}"
            if kind not in UNDATED:
                month = rng.randrange(24)  # from 2026-12 to 2028-11
                row["lot"] = f"{rng.choice('ABCDEFGHKLMNPRT')}{rng.randrange(10000):04}"
                row["expires"] = f"{2026 + (month + 11) // 12}-{(month + 11) % 12 + 1:02}-{rng.choice([1, 15, 28]):02}"
            row["quantity"] = 1 if usual == 1 else rng.randint(max(1, usual // 3), usual)
            rows.append(row)
    return rows


# In the order in which they are made; written in the order of RULEBOOK 8.
SECTIONS = {"groups": make_groups, "users": make_users, "safes": make_safes, "assets": make_assets,
            "doors": books.make_doors, "keys": books.make_keys, "teams": books.make_teams, "patients": books.make_patients,
            "profiles": books.make_profiles, "custom_roles": books.make_custom_roles, "modules": books.make_modules,
            "records": books.make_records}
WRITTEN = ["users", "groups", "safes", "assets", "doors", "keys", "teams", "patients", "profiles", "custom_roles", "modules", "records"]


def write(document, out):
    """One row a line, so that a difference of two documents can be read."""
    def line(value):
        return json.dumps(value, ensure_ascii=False)

    def rows(values):
        return "[\n  " + ",\n  ".join(line(value) for value in values) + "\n ]" if values else "[]"

    parts = [f'"organization": {line(ORGANIZATION)}', f'"accounts": {rows(ACCOUNTS)}']
    parts += [f'"{section}": {rows(document.rows[section])}' for section in WRITTEN]
    out.write("{" + ",\n ".join(parts) + "}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--users", type=int, default=120)
    parser.add_argument("--safes", type=int, default=40)
    parser.add_argument("--groups", type=int, help="default: 8, and one for each five further safes")
    arguments = parser.parse_args()
    groups = arguments.groups or len(STATIONS) + max(0, arguments.safes - 40) // 5
    if arguments.users < 120 or arguments.safes < 40 or groups < len(STATIONS):
        parser.error("the organisation can be grown, not shrunk: 120 users, 40 safes, 8 groups at least")

    document = Organization(arguments.users, groups, arguments.safes)
    for section, make in SECTIONS.items():
        document.rows[section] = make(document)
    sys.stdout.reconfigure(encoding="utf-8")
    write(document, sys.stdout)


if __name__ == "__main__":
    main()
