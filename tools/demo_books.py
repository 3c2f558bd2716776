"""What the demonstration organisation has besides safes: doors and keys, teams and patients, admin profiles, modules.

Used by tools/make_demo.py. Each function is one section of the organisation document (RULEBOOK 8), or adds one side to
groups or people that are there. Who holds something here is one of the first 120 people, and named by his id.
"""

import datetime
import random

# Doors of the stations: group, names, whether they have a controller. The harbour gate is two stations' (D-4).
STATION_DOORS = [
    ("g1", [("Station 1 bay door", True), ("Station 1 crew entrance", True), ("Station 1 drug store", True)]),
    ("g2", [("Station 2 bay door", True), ("Station 2 crew entrance", False), ("Harbor gate", True)]),
    ("g3", [("Station 3 bay door", True), ("Station 3 side entrance", False), ("Harbor gate", True)]),
    ("g4", [("Station 4 landside door", True), ("Station 4 airside door", True)]),
    ("g5", [("Station 7 front door", False)]),
    ("g7", [("Emergency bay shutter", True), ("Emergency staff entrance", True)]),
    ("g8", [("Night pharmacy", True), ("Night pharmacy hatch", False)]),
]
SINGLE_DOORS = [("Workshop gate", "a1", True), ("Radio mast hut", "a1", False)]  # in no group
OFFLINE_DOORS = {"Station 4 airside door"}

BUSINESS_HOURS = [{"weekday": day, "from": 480, "until": 1080} for day in range(1, 6)]
BLACKOUTS = [{"day": "2026-12-25", "name": "Christmas Day"}, {"day": "2027-01-01", "name": "New Year"}]

KEY_ROLES = {
    "g1": {"u32": "owner", "u34": "admin", "u35": "user", "u46": "user"},
    "g2": {"u32": "owner", "u42": "admin", "u59": "user"},
    "g3": {"u32": "owner", "u43": "admin", "u50": "user", "u53": "user"},
    "g4": {"u51": "owner", "u60": "user"},
    "g5": {"u45": "owner", "u37": "user"},
    "g7": {"u36": "owner", "u56": "admin", "u57": "user"},
    "g8": {"u33": "owner", "u47": "user"},
}
TOGGLES = {
    "g1": {"users_can_remote_unlock": True},
    "g2": {"users_can_unlock_for": True, "admins_can_modify_lock_settings": False},
}
KEYS = [("u39", "Workshop gate", "owner"), ("u69", "Workshop gate", "user"), ("u60", "Radio mast hut", "user"),
        ("u41", "Station 4 airside door", "admin")]

# name, description, owners, members
TEAMS = [
    ("Stroke", "Follow-up of stroke patients for ninety days after hand-over.", ["u40"], ["u48", "u50", "u51"]),
    ("Cardiac", "Heart failure at home: weight, pressure, medication.", ["u40", "u55"], ["u60", "u61", "u48"]),
    ("Falls and frailty", "People who called twice in a month after a fall.", ["u62"], ["u64", "u70"]),
    ("Palliative home care", "", ["u66"], []),
]
PATIENTS = [
    ("Stroke", ["Eleanor Whitcombe", "Yusuf Karahan", "Ottoline Marsh", "Cornelius Adeyemi", "Ruth Abernathy", "Mikael Sandström"]),
    ("Cardiac", ["Harold Finnegan", "Consuelo Ibarra", "Agnieszka Zielińska", "Tobias Ekwueme", "Meredith Vance"]),
    ("Falls and frailty", ["Winifred Oakes", "Stanislav Horák", "Pearl Jefferson"]),
]
RISKS = ["Low", "Raised", "High"]
PATIENT_FIELDS = [{"id": "born", "label": "Date of birth", "kind": "date"},
                  {"id": "risk", "label": "Risk", "kind": "choice", "choices": RISKS, "help": "As judged at the last visit."}]
USER_FIELDS = [{"id": "badge", "label": "Badge number", "kind": "number"}]
TASKS = ["Call on the telephone", "Measure blood pressure", "Check the medication box", "Home visit",
         "Send the discharge letter to the general practitioner", "Fit the alarm bracelet", "Ask about side effects"]

# name, account, permissions, members: all of it, or fewer
PROFILES = [
    ("Night desk", "a1", ["audit.list", "safes.emergency_code", "safes.list", "safes.sync", "users.clear_pin", "users.list"],
     {"u28": None, "u63": ["safes.list", "safes.sync"]}),
    ("Door desk", "a1", ["doors.list", "doors.lock_settings", "doors.remote_unlock", "groups.list", "keys.list", "keys.revoke",
                         "keys.send"], {"u63": None}),
    ("Profile keeper", "a1", ["profiles.assign_members", "profiles.edit", "profiles.list", "safes.list", "users.list"],
     {"u73": None, "u74": ["safes.list"]}),
    ("Depot audit", "a2", ["assets.list", "audit.export", "audit.list", "safes.list"], {"u38": None}),
]
PARTIAL_ADMINS = {"a1": ["u63", "u73", "u74", "u54"], "a2": ["u38"]}  # u54 is in no profile

CUSTOM_ROLES = [
    ("Reviewer", "a1", ["records.edit", "records.list"]),
    ("Submitter", "a1", ["records.submit"]),
    ("Archivist", "a2", ["records.delete", "records.list"]),
]
MODULES = [
    ("Vehicle check", "a1", [
        {"id": "vehicle", "label": "Vehicle", "kind": "choice", "required": True,
         "choices": ["Medic 11", "Medic 12", "Engine 1", "Medic 21", "Ladder 3"]},
        {"id": "mileage", "label": "Mileage", "kind": "number", "required": True, "help": "As the dashboard shows it"},
        {"id": "clean", "label": "Clean inside", "kind": "yes_no", "required": True},
        {"id": "defects", "label": "Defects", "kind": "text"},
        {"id": "photo", "label": "Photo of a defect", "kind": "photo"},
        {"id": "signature", "label": "Signature", "kind": "signature"},
    ], {"u45": "module_admin", "u46": "collaborator", "u35": "collaborator", "u67": "Reviewer", "u70": "Submitter"}),
    ("Incident report", "a1", [
        {"id": "day", "label": "Day", "kind": "date", "required": True},
        {"id": "kind", "label": "Kind", "kind": "choice", "required": True,
         "choices": ["Needle stick", "Fall", "Violence", "Traffic", "Medication"]},
        {"id": "account", "label": "What happened", "kind": "text", "required": True},
        {"id": "people", "label": "People hurt", "kind": "number"},
    ], {"u43": "module_admin", "u46": "collaborator", "u67": "Reviewer"}),
    ("Equipment defect", "a1", [], {}),
    ("Narcotics hand-over", "a2", [
        {"id": "from", "label": "Handed over by", "kind": "text", "required": True},
        {"id": "sealed", "label": "Seal unbroken", "kind": "yes_no", "required": True},
        {"id": "note", "label": "Note", "kind": "text"},
    ], {"u68": "module_admin", "u65": "collaborator", "u46": "collaborator", "u72": "Archivist"}),
]
DEFECTS = ["", "", "", "Left rear tyre is worn", "Suction unit loses pressure", "Heater in the back stays cold", "Wiper"]
ACCOUNTS_OF_INCIDENTS = ["Slipped on the wet step of the bay while carrying the monitor.", "A needle was left uncapped on the bench seat.",
                         "A relative pushed the crew; the police came.", "Mirror hit a parked van in the alley."]


def make_doors(document):
    rows = []
    groups = {row["id"]: row for row in document.rows["groups"]}

    def door(name, account, controller):
        found = next((row for row in rows if row["name"] == name), None)
        if found is None:
            settings = {"business_hours": BUSINESS_HOURS, "blackouts": BLACKOUTS} if controller and "entrance" in name else {}
            found = {"id": f"d{len(rows) + 1}", "account": account, "name": name, "controller": controller,
                     "online": controller and name not in OFFLINE_DOORS, "lock_settings": settings}
            rows.append(found)
        return found["id"]

    for group in groups.values():
        group |= {"doors": [], "key_roles": KEY_ROLES.get(group["id"], {}), **TOGGLES.get(group["id"], {})}
    for group, doors in STATION_DOORS:
        for name, controller in doors:
            groups[group]["doors"].append(door(name, groups[group]["account"], controller))
    for name, account, controller in SINGLE_DOORS:
        door(name, account, controller)
    return rows


def make_keys(document):
    ids = {row["name"]: row["id"] for row in document.rows["doors"]}
    return [{"user": user, "door": ids[door], "role": role} for user, door, role in KEYS]


def make_teams(_):
    return [{"id": f"t{number}", "name": name, "description": description, "owners": owners, "members": members}
            for number, (name, description, owners, members) in enumerate(TEAMS, start=1)]


def make_patients(document):
    rng = random.Random("patients")
    doing = random.Random("who and when")
    people = {name: owners + members for name, _, owners, members in TEAMS}
    ids = {row["name"]: row["id"] for row in document.rows["teams"]}
    rows = []
    tasks = 0
    for team, names in PATIENTS:
        for name in names:
            actions = []
            for text in rng.sample(TASKS, rng.randrange(5)):
                tasks += 1
                action = {"id": f"n{tasks}", "text": text, "done": rng.random() < 0.4}
                if doing.random() < 0.7:
                    action["user"] = doing.choice(people[team])
                if doing.random() < 0.7:
                    action["due"] = str(datetime.date(2026, 11, 16) + datetime.timedelta(doing.randrange(20)))
                actions.append(action)
            values = {"born": str(datetime.date(1931, 1, 1) + datetime.timedelta(doing.randrange(14_000)))}
            if doing.random() < 0.6:
                values["risk"] = doing.choice(RISKS)
            rows.append({"id": f"p{len(rows) + 1}", "team": ids[team], "name": name, "values": values, "actions": actions})
    return rows


def make_profiles(document):
    people = {row["id"]: row for row in document.rows["users"]}
    for account, users in PARTIAL_ADMINS.items():
        for user in users:
            people[user]["accounts"].setdefault(account, {})["profiles"] = "partial_admin"
    rows = []
    for number, (name, account, permissions, members) in enumerate(PROFILES, start=1):
        listed = [{"user": user} if fewer is None else {"user": user, "permissions": fewer} for user, fewer in members.items()]
        rows.append({"id": f"f{number}", "account": account, "name": name, "permissions": permissions, "members": listed})
    return rows


def make_custom_roles(_):
    return [{"id": f"c{number}", "account": account, "name": name, "permissions": permissions}
            for number, (name, account, permissions) in enumerate(CUSTOM_ROLES, start=1)]


def make_modules(document):
    custom = {row["name"]: row["id"] for row in document.rows["custom_roles"]}
    return [{"id": f"m{number}", "account": account, "name": name, "fields": fields,
             "roles": {user: custom.get(role, role) for user, role in roles.items()}}
            for number, (name, account, fields, roles) in enumerate(MODULES, start=1)]


def make_records(document):
    rng = random.Random("records")
    modules = {row["name"]: row for row in document.rows["modules"]}
    rows = []

    def submit(module, by, day, hour, values):
        rows.append({"id": f"r{len(rows) + 1}", "module": modules[module]["id"], "by": by,
                     "at": f"2026-11-{day:02}T{hour:02}:{rng.randrange(60):02}:00Z", "values": values})

    vehicles = modules["Vehicle check"]["fields"][0]["choices"]
    for day in range(1, 21):
        for vehicle in rng.sample(vehicles, 2):
            values = {"vehicle": vehicle, "mileage": 41_000 + day * 60 + rng.randrange(50), "clean": rng.random() < 0.8}
            defects = rng.choice(DEFECTS)
            if defects:
                values["defects"] = defects
            submit("Vehicle check", rng.choice(["u46", "u35", "u70"]), day, rng.randrange(6, 20), values)
    for day, account in zip((3, 8, 12, 19), ACCOUNTS_OF_INCIDENTS):
        kind = ["Fall", "Needle stick", "Violence", "Traffic"][ACCOUNTS_OF_INCIDENTS.index(account)]
        submit("Incident report", "u46", day, 9, {"day": f"2026-11-{day:02}", "kind": kind, "account": account, "people": 1})
    return rows
