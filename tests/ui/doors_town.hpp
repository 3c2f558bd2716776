// The organisation of the tests about doors: two stations that share a gate, one person for each kind of key, and people of
// the safes side beside them.
#pragma once

#include <string_view>

namespace castellan::test {

/// Hq (g1): front, gate, cellar; Annex (g2): gate, shed. Olga owns both, Otto Annex alone; Alma is admin and Ulf user in Hq,
/// Ann user in Annex, where users unlock remotely and admins change no lock settings. Dirk owns shed singly, Sven is admin
/// and Udo user of the gate singly. Boss is full_admin; Pat holds keys by a profile; Nina nothing. Sue is a user of Hq's
/// safe, Gia its Group Administrator, Ada Account Administrator.
inline constexpr std::string_view doors_town = R"({
"organization": {"id": "o1", "name": "Riverside EMS"},
"accounts": [{"id": "a1", "name": "Fire"}],
"users": [
 {"id": "boss", "name": "Boss Adeyemi",  "email": "boss@riverside.example", "accounts": {"a1": {"profiles": "full_admin"}}},
 {"id": "pat",  "name": "Pat Osei",      "email": "pat@riverside.example",  "accounts": {"a1": {"profiles": "partial_admin"}}},
 {"id": "ada",  "name": "Ada Okafor",    "email": "ada@riverside.example",  "accounts": {"a1": {"safes": "account_admin"}}},
 {"id": "gia",  "name": "Gia Romano",    "email": "gia@riverside.example",  "accounts": {"a1": {"safes": "group_admin"}}},
 {"id": "sue",  "name": "Sue Patel",     "email": "sue@riverside.example",  "accounts": {"a1": {"safes": "user"}}},
 {"id": "olga", "name": "Olga Ruiz",     "email": "olga@riverside.example"},
 {"id": "otto", "name": "Otto Brandt",   "email": "otto@riverside.example"},
 {"id": "alma", "name": "Alma Weiss",    "email": "alma@riverside.example"},
 {"id": "ulf",  "name": "Ulf Lindqvist", "email": "ulf@riverside.example"},
 {"id": "ann",  "name": "Ann Moreau",    "email": "ann@riverside.example"},
 {"id": "adam", "name": "Adam Castell",  "email": "adam@riverside.example"},
 {"id": "dirk", "name": "Dirk Holm",     "email": "dirk@riverside.example"},
 {"id": "sven", "name": "Sven Oduya",    "email": "sven@riverside.example"},
 {"id": "udo",  "name": "Udo Chen",      "email": "udo@riverside.example"},
 {"id": "nina", "name": "Nina Ferrand",  "email": "nina@riverside.example"}
],
"groups": [
 {"id": "g1", "account": "a1", "name": "Hq", "members": ["gia", "sue"], "safes": ["s1"], "doors": ["front", "gate", "cellar"],
  "key_roles": {"olga": "owner", "alma": "admin", "ulf": "user"}},
 {"id": "g2", "account": "a1", "name": "Annex", "doors": ["gate", "shed"], "key_roles": {"olga": "owner", "otto": "owner", "ann": "user", "adam": "admin"},
  "users_can_remote_unlock": true, "users_can_unlock_for": true, "admins_can_modify_lock_settings": false},
 {"id": "g3", "account": "a1", "name": "Den", "key_roles": {"dirk": "owner"}}
],
"safes": [{"id": "s1", "account": "a1", "name": "Narcotics", "serial": "MX-0001", "online": true}],
"doors": [
 {"id": "front",  "account": "a1", "name": "Front door", "controller": true, "online": true,
  "lock_settings": {"business_hours": [{"weekday": 1, "from": 480, "until": 1080}], "relock_after": 5}},
 {"id": "gate",   "account": "a1", "name": "Gate",       "controller": true, "online": true},
 {"id": "cellar", "account": "a1", "name": "Cellar",     "controller": true, "online": false},
 {"id": "shed",   "account": "a1", "name": "Shed",       "controller": false},
 {"id": "store",  "account": "a1", "name": "Store",      "controller": true, "online": true}
],
"keys": [{"user": "dirk", "door": "shed", "role": "owner"}, {"user": "sven", "door": "gate", "role": "admin"}, {"user": "udo", "door": "gate", "role": "user"}],
"profiles": [{"id": "f1", "account": "a1", "name": "Door desk", "permissions": ["doors.list", "keys.list", "keys.send", "keys.revoke"],
              "members": [{"user": "pat"}]}]
})";

} // namespace castellan::test
