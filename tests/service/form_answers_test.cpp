// What is answered to the extra fields of patients and people fits their forms, or is refused with its path.
#include "tests/service/house.hpp"
#include "wire/rows.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace castellan;
using namespace castellan::test;

namespace {

constexpr auto clinic = R"({"organization": {"id": "o1", "name": "Clinic", "settings": {
  "patient_fields": [{"id": "blood", "label": "Blood group", "kind": "choice", "required": true, "choices": ["A", "B"]},
                     {"id": "weight", "label": "Weight", "kind": "number"}],
  "user_fields": [{"id": "badge", "label": "Badge"}, {"id": "since", "label": "Since", "kind": "date"}]}},
 "accounts": [{"id": "a1", "name": "Ward"}],
 "users": [{"id": "tess", "name": "Tess", "email": "tess@riverside.example", "administrator": true, "accounts": {"a1": {"safes": "account_admin"}}},
           {"id": "mike", "name": "Mike", "email": "mike@riverside.example"},
           {"id": "nora", "name": "Nora", "email": "nora@riverside.example", "values": {"badge": "7", "old": "kept"}, "accounts": {"a1": {"safes": "user"}}}],
 "teams": [{"id": "t1", "name": "Stroke", "members": ["mike"]}],
 "patients": [{"id": "p1", "team": "t1", "name": "Smith", "values": {"blood": "0"},
               "actions": [{"id": "n1", "text": "Scan", "user": "mike", "due": "2027-03-01"}]}],
 "modules": [{"id": "m1", "account": "a1", "name": "Check", "fields": [{"id": "oil", "label": "Oil", "kind": "yes_no", "required": true}],
              "roles": {"mike": "collaborator"}}]})";

struct Ward : House {
    Ward() : House(cheap(), true) { install(clinic); }
};

std::string path_of(Response const& response) { return at(response, "path"); }

} // namespace

TEST_CASE("T-4: a patient is made and edited with answers that fit the form", "[service][form][T-4]")
{
    auto ward = Ward{};
    auto const make = [&](std::string_view fields) { return ward.ask("mike", "POST", "/api/v1/patients", fields); };
    auto const misfit = make(R"({"team":"t1","name":"New","values":{"blood":"C"}})");
    CHECK(misfit.status == 422);
    CHECK(path_of(misfit) == "values.blood");
    CHECK(path_of(make(R"({"team":"t1","name":"New"})")) == "values.blood"); // is required
    CHECK(path_of(make(R"({"team":"t1","name":"New","values":{"blood":"A","weight":"70"}})")) == "values.weight");
    CHECK(make(R"({"team":"t1","name":"New","values":{"blood":"A","weight":70.50}})").status == 201);

    // What the form asks is told to nobody who may not answer.
    auto const hidden = ward.ask("nora", "POST", "/api/v1/patients", R"({"team":"t1","name":"New","values":{"blood":"C"}})");
    CHECK(hidden.status == 404);

    // A name alone says nothing of the answers; what stood there before the form may stay, and nothing else unfit.
    CHECK(ward.ask("mike", "PATCH", "/api/v1/patients/p1", R"({"name":"Smythe"})").status == 200);
    CHECK(ward.ask("mike", "PATCH", "/api/v1/patients/p1", R"({"values":{"blood":"0","weight":71}})").status == 200);
    auto const worse = ward.ask("mike", "PATCH", "/api/v1/patients/p1", R"({"values":{"blood":"00"}})");
    CHECK(worse.status == 422);
    CHECK(path_of(worse) == "values.blood");
    auto const batch = ward.ask("mike", "POST", "/api/v1/changes",
                                R"({"changes":[{"kind":"patient.edit","patient":"p1","fields":{"values":{}}}]})");
    CHECK(batch.status == 422);
    CHECK(path_of(batch) == "changes[0].fields.values.blood");
}

TEST_CASE("X-11: one fills in one's own fields, and an administrator of the account does it for others", "[service][form][X-11]")
{
    auto ward = Ward{};
    auto const own = [&](std::string_view values) { return ward.ask("nora", "PATCH", "/api/v1/self", values); };
    CHECK(path_of(own(R"({"values":{"since":"soon"}})")) == "values.since");
    CHECK(path_of(own(R"({"values":{"shoe":"9"}})")) == "values.shoe");
    CHECK(own(R"({"values":{"badge":"8","old":"kept"}})").status == 200);
    CHECK(ward.world().users[ward.user("nora")].values->json == R"({"badge":"8","old":"kept"})");
    CHECK(path_of(ward.ask("tess", "PATCH", "/api/v1/users/nora", R"({"values":{"badge":9}})")) == "values.badge");
    CHECK(ward.ask("tess", "PATCH", "/api/v1/users/nora", R"({"values":{"badge":"9"}})").status == 200);
    CHECK(ward.ask("mike", "PATCH", "/api/v1/users/nora", R"({"values":{"badge":9}})").status == 404);
    // They are particulars, which a mere colleague is not told.
    CHECK(at(ward.get("tess", "/api/v1/users/nora"), "values.badge") == "9");
}

TEST_CASE("M-4: a record answers its module's form", "[service][form][M-4]")
{
    auto ward = Ward{};
    auto const submit = [&](std::string_view body) { return ward.ask("mike", "POST", "/api/v1/modules/m1/records", body); };
    CHECK(path_of(submit(R"({"values":{"oil":"yes"}})")) == "values.oil");
    CHECK(path_of(submit(R"({"values":{}})")) == "values.oil");
    CHECK(submit(R"({"values":{"oil":true}})").status == 201);
}

TEST_CASE("T-2: the form of patients is made by administrators, and can be asked", "[service][form][T-2]")
{
    auto ward = Ward{};
    auto const set = [&](std::string_view who, std::string_view fields) { return ward.ask(who, "PATCH", "/api/v1/organization", fields); };
    auto const unlabelled = set("tess", R"({"patient_fields":[{"id":"f1","label":"A"},{"id":"f2","label":""}]})");
    CHECK(unlabelled.status == 422);
    CHECK(path_of(unlabelled) == "patient_fields[1].label");
    CHECK(path_of(set("tess", R"({"user_fields":[{"id":"f1","label":"A","kind":"choice"}]})")) == "user_fields[0].choices");
    CHECK(set("mike", R"({"patient_fields":[]})").status == 403);
    CHECK(set("tess", R"({"patient_fields":[]})").status == 200);
    auto const& entry = ward.store.entries().back();
    CHECK(at(entry.body, "before.patient_fields[0].id") == "blood");
    // Whoever has to do with no patients is not told what is asked about them.
    CHECK(set("tess", R"({"patient_fields":[{"id":"f1","label":"Allergies"}]})").status == 200);
    CHECK(ward.get("mike", "/api/v1/sync").body.contains("Allergies"));
    CHECK_FALSE(ward.get("nora", "/api/v1/sync").body.contains("Allergies"));
    ward.restart();
    CHECK(ward.get("mike", "/api/v1/sync").body.contains("Allergies"));
}
