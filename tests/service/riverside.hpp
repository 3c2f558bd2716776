// The organisation of the service's tests: two accounts, and one person of each kind.
#pragma once

#include <string_view>

namespace castellan::test {

/// Station 7 (g1) and Station 9 (g2) belong to Fire (a1), Depot North (g3) to Depot (a2).
inline constexpr std::string_view riverside = R"({
"organization": {"id": "o1", "name": "Riverside EMS"},
"accounts": [{"id": "a1", "name": "Fire"}, {"id": "a2", "name": "Depot"}],
"users": [
 {"id": "ada",  "name": "Ada Okafor",    "email": "ada@riverside.example",  "phone": "+15550100", "accounts": {"a1": {"safes": "account_admin"}}},
 {"id": "bob",  "name": "Bob Lindqvist", "email": "bob@riverside.example",  "accounts": {"a1": {"safes": "account_admin"}}},
 {"id": "gia",  "name": "Gia Romano",    "email": "gia@riverside.example",  "accounts": {"a1": {"safes": "group_admin"}}},
 {"id": "gus",  "name": "Gus Ferrand",   "email": "gus@riverside.example",  "accounts": {"a1": {"safes": "group_admin"}}},
 {"id": "kim",  "name": "Kim Sorel",     "email": "kim@riverside.example",  "accounts": {"a1": {"safes": "group_admin"}}},
 {"id": "uma",  "name": "Uma Patel",     "email": "uma@riverside.example",  "phone": "+15550101", "pin": true, "accounts": {"a1": {"safes": "user"}}},
 {"id": "ugo",  "name": "Ugo Brandt",    "email": "ugo@riverside.example",  "accounts": {"a1": {"safes": "user"}}},
 {"id": "zoe",  "name": "Zoe Castell",   "email": "zoe@riverside.example",  "accounts": {"a2": {"safes": "account_admin"}}},
 {"id": "yan",  "name": "Yan Oduya",     "email": "yan@riverside.example",  "accounts": {"a2": {"safes": "user"}}},
 {"id": "tess", "name": "Tess Moreau",   "email": "tess@riverside.example", "phone": "+15550102", "administrator": true},
 {"id": "pia",  "name": "Pia Holm",      "email": "pia@riverside.example",  "accounts": {"a1": {"profiles": "full_admin"}}},
 {"id": "ivy",  "name": "Ivy Chen",      "email": "ivy@riverside.example",  "status": "invited",  "accounts": {"a1": {"safes": "user"}}},
 {"id": "dan",  "name": "Dan Weiss",     "email": "dan@riverside.example",  "status": "disabled", "accounts": {"a1": {"safes": "user"}}},
 {"id": "olga", "name": "Olga Ruiz",     "email": "olga@riverside.example", "organization_admin": true},
 {"id": "may",  "name": "May Both",      "email": "may@riverside.example",  "accounts": {"a1": {"safes": "user"}, "a2": {"safes": "group_admin"}}},
 {"id": "noa",  "name": "Noa Nowhere",   "email": "noa@riverside.example"}
],
"groups": [
 {"id": "g1", "account": "a1", "name": "Station 7",   "members": ["gia", "gus", "uma", "ivy"], "safes": ["s1"]},
 {"id": "g2", "account": "a1", "name": "Station 9",   "members": ["gus", "ugo", "may"], "safes": ["s1", "s2"]},
 {"id": "g3", "account": "a2", "name": "Depot North", "members": ["yan", "may"], "safes": ["s4"]}
],
"safes": [
 {"id": "s1", "account": "a1", "name": "Engine 7 narcotics", "serial": "MX-0001", "online": true, "firmware": "4.2.0"},
 {"id": "s2", "account": "a1", "name": "Engine 9 narcotics", "serial": "MX-0002", "online": true},
 {"id": "s3", "account": "a1", "name": "Spare",              "serial": "MX-0003"},
 {"id": "s4", "account": "a2", "name": "Depot vault",        "serial": "MX-0004", "online": true}
],
"assets": [
 {"id": "x1", "safe": "s1", "kind": "fentanyl 100 mcg", "tag": "E200-1", "quantity": 10},
 {"id": "x2", "safe": "s2", "kind": "morphine 10 mg",   "quantity": 4},
 {"id": "x4", "safe": "s4", "kind": "ketamine 500 mg",  "quantity": 7}
]})";

/// Everybody in it.
inline constexpr std::string_view people[] = {"ada", "bob", "gia", "gus", "kim",  "uma", "ugo",  "zoe",
                                              "yan", "tess", "pia", "ivy", "dan", "olga", "may", "noa"};

} // namespace castellan::test
