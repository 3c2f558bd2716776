// Lists, single things, search and the trail: exactly what a person may see, and nothing more (RULEBOOK 6).
#include "rules/sight.hpp"
#include "service/passwords.hpp"
#include "tests/service/house.hpp"
#include "tests/service/random_changes.hpp"
#include "tests/service/riverside.hpp"
#include "wire/codec.hpp"
#include "wire/log_json.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <format>
#include <set>

using namespace castellan;
using namespace castellan::test;

namespace {

using Ids = std::set<std::string>;

Ids ids_in(Response const& response, std::string_view list)
{
    auto ids = Ids{};
    for (auto index = 0;; ++index) {
        auto const id = at(response, std::format("{}[{}].id", list, index));
        if (id.empty())
            return ids;
        ids.insert(id);
    }
}

Ids listed(House& house, std::string_view person, std::string const& list, std::string const& query = "")
{
    auto const response = house.get(person, "/api/v1/" + list + query);
    CAPTURE(person, list, query, response.body);
    REQUIRE(response.status == 200);
    return ids_in(response, list);
}

} // namespace

TEST_CASE("Lists show what a person may see, in every book", "[service][reading][S-3][S-4]")
{
    auto house = House{};
    CHECK(listed(house, "ada", "safes") == Ids{"s1", "s2", "s3"});
    CHECK(listed(house, "gia", "safes") == Ids{"s1"});
    CHECK(listed(house, "gus", "safes") == Ids{"s1", "s2"});
    CHECK(listed(house, "kim", "safes") == Ids{});
    CHECK(listed(house, "zoe", "safes") == Ids{"s4"});
    CHECK(listed(house, "uma", "safes") == Ids{"s1"});
    CHECK(listed(house, "tess", "safes") == Ids{});
    CHECK(listed(house, "gia", "groups") == Ids{"g1"});
    CHECK(listed(house, "gia", "assets") == Ids{"x1"});
    CHECK(listed(house, "uma", "assets") == Ids{});
    CHECK(listed(house, "may", "assets", "?safe=s4") == Ids{"x4"});
    CHECK(listed(house, "uma", "users") == Ids{"uma"});
    CHECK(listed(house, "tess", "users").size() == std::size(people));
    CHECK_FALSE(listed(house, "ada", "users").contains("yan"));
}

TEST_CASE("Pages go by key and hold together", "[service][reading]")
{
    auto house = House{};
    auto all = Ids{};
    auto after = std::string{};
    auto pages = 0;
    do {
        auto const page = house.get("tess", "/api/v1/users?limit=5&after=" + after);
        REQUIRE(page.status == 200);
        auto const ids = ids_in(page, "users");
        CHECK(ids.size() <= 5);
        for (auto const& id : ids)
            CHECK(all.insert(id).second);
        after = at(page, "next");
        ++pages;
    } while (!after.empty());
    CHECK(all.size() == std::size(people));
    CHECK(pages == 4);

    // A key that is gone, hidden or made up is as good as any other, and tells nothing.
    auto const hidden = house.get("gia", "/api/v1/safes?after=s2");
    auto const made_up = house.get("gia", "/api/v1/safes?after=s2x");
    CHECK(hidden.status == 200);
    CHECK(hidden.body == made_up.body);
    REQUIRE(house.ask("ada", "DELETE", "/api/v1/users/kim").status == 200);
    CHECK(house.get("ada", "/api/v1/users?after=kim").status == 200);
    CHECK(house.get("ada", "/api/v1/users?after=~00ff").status == 422);
}

TEST_CASE("The last page says that it is, whatever hidden things come behind it", "[service][reading]")
{
    auto house = House{};
    CHECK(at(house.get("gia", "/api/v1/safes?limit=1"), "next").empty());
    CHECK(at(house.get("gus", "/api/v1/safes?limit=1"), "next") == "s1");
    CHECK(at(house.get("gus", "/api/v1/safes?limit=2"), "next").empty());
}

TEST_CASE("S-4: what is not shown is not found by searching either", "[service][reading][S-4]")
{
    auto house = House{};
    CHECK(listed(house, "ada", "users", "?q=UMA%40") == Ids{"uma"});
    CHECK(listed(house, "gia", "users", "?q=patel") == Ids{"uma"});
    // Gia sees that ada is there, and not her address.
    REQUIRE(sight_of(house.world(), house.user("gia"), house.user("ada")) == Sight::directory);
    CHECK(listed(house, "gia", "users", "?q=okafor") == Ids{"ada"});
    CHECK(listed(house, "gia", "users", "?q=ada%40riverside") == Ids{});
    CHECK(house.get("gia", "/api/v1/users/ada").body.find("ada@riverside") == std::string::npos);
    CHECK(listed(house, "gia", "safes", "?q=engine%209") == Ids{});
    // May belongs to a2 too, which nobody in a1 gets to know.
    CHECK(listed(house, "ada", "users", "?account=a2") == Ids{});
    CHECK(listed(house, "ada", "users", "?account=nowhere") == Ids{});
    CHECK(listed(house, "ada", "users", "?account=a1&q=may") == Ids{"may"});
    CHECK(house.get("ada", "/api/v1/users/may").body.find("a2") == std::string::npos);
}

TEST_CASE("No answer to a person names what is hidden from him", "[service][reading]")
{
    auto house = House{};
    for (auto const person : people) {
        auto const viewer = house.user(person);
        if (house.world().users[viewer].status != Status::active)
            continue;
        for (auto const target : {"/api/v1/users?limit=200", "/api/v1/groups", "/api/v1/safes", "/api/v1/assets",
                                  "/api/v1/accounts", "/api/v1/sync", "/api/v1/organization"}) {
            auto const response = house.get(person, target);
            CAPTURE(person, target, response.body);
            REQUIRE(response.status == 200);
            auto const named = [&](std::string_view id) { return response.body.find('"' + std::string{id} + '"') != std::string::npos; };
            auto const check = [&](auto const& table) {
                for (auto const handle : table.handles()) {
                    if (!sees(house.world(), viewer, handle))
                        CHECK_FALSE(named(table[handle].id));
                }
            };
            check(house.world().users);
            check(house.world().groups);
            check(house.world().safes);
            check(house.world().assets);
        }
    }
}

TEST_CASE("A search over many hidden rows goes on behind a key that tells nothing", "[service][reading]")
{
    auto document = std::string{R"({"organization":{"id":"o1"},"accounts":[{"id":"a1"},{"id":"a2"}],"users":[
        {"id":"zoe","name":"Last","email":"zoe@riverside.example","accounts":{"a1":{"safes":"account_admin"}}})"};
    for (auto number = 0; number < 20'005; ++number)
        document += std::format(R"(,{{"id":"h{}","name":"Hidden","accounts":{{"a2":{{"safes":"user"}}}}}})", number);
    document += "]}";
    auto house = House{House::cheap(), true};
    REQUIRE(house.service->install(document, Demonstration::no, house.now));
    REQUIRE(house.service->preset_password("zoe@riverside.example", hash_password(password, cheap_passwords)));
    house.commit();

    auto const first = house.get("zoe", "/api/v1/users");
    REQUIRE(first.status == 200);
    CHECK(ids_in(first, "users").empty());
    auto const next = at(first, "next");
    CHECK(next.starts_with("~"));
    CHECK(listed(house, "zoe", "users", "?after=" + next) == Ids{"zoe"});
    CHECK(house.get("zoe", "/api/v1/users?after=" + next.substr(0, next.size() - 1) + (next.back() == '0' ? "1" : "0")).status == 422);
}

// The trail

TEST_CASE("X-7: who may read no trail is told so; readers see the contents of what they may list", "[service][trail][X-7]")
{
    auto house = House{};
    REQUIRE(house.ask("ada", "PUT", "/api/v1/groups/g1/members/ugo").status == 200);
    REQUIRE(house.ask("zoe", "PATCH", "/api/v1/safes/s4", R"({"name":"Vault"})").status == 200);
    REQUIRE(house.ask("gia", "DELETE", "/api/v1/groups/g1").status == 403);
    REQUIRE(house.ask("ada", "POST", "/api/v1/safes/s4/sync").status == 404);

    for (auto const person : {"gia", "uma", "noa", "kim"})
        CHECK(house.get(person, "/api/v1/audit").status == 403);

    auto const ada = house.get("ada", "/api/v1/audit");
    REQUIRE(ada.status == 200);
    CHECK(ada.body.find("group.delete") != std::string::npos);
    CHECK(ada.body.find("group.add_member") != std::string::npos);
    CHECK(ada.body.find("safe.edit") == std::string::npos);
    CHECK(ada.body.find("s4") == std::string::npos);
    CHECK(ada.body.find("organization.install") == std::string::npos);

    auto const zoe = house.get("zoe", "/api/v1/audit");
    CHECK(zoe.body.find("safe.edit") != std::string::npos);
    CHECK(zoe.body.find("group") == std::string::npos);

    // T-2: the whole organisation's trail; of what he does not list only that it happened, when and by whom.
    auto const tess = house.get("tess", "/api/v1/audit");
    CHECK(at(tess, "entries[4].number") == "1");
    CHECK(at(tess, "entries[2].actor") == "zoe");
    CHECK(at(tess, "entries[2].kind").empty());
    CHECK(tess.body.find("Vault") == std::string::npos);
    CHECK(tess.body.find("\"s4\"") == std::string::npos);
}

TEST_CASE("X-7: searching the trail by thing does not tell what is hidden", "[service][trail][X-7]")
{
    auto house = House{};
    REQUIRE(house.ask("zoe", "PATCH", "/api/v1/safes/s4", R"({"name":"Vault"})").status == 200);
    auto const hidden = house.get("tess", "/api/v1/audit?thing=s4");
    auto const unknown = house.get("tess", "/api/v1/audit?thing=s9999");
    CHECK(hidden.body == unknown.body);
    auto const by_kind = house.get("tess", "/api/v1/audit?kind=safe.edit");
    CHECK(by_kind.body == unknown.body);
    CHECK(at(house.get("tess", "/api/v1/audit?user=zoe"), "entries[0].actor") == "zoe");
    CHECK(at(house.get("zoe", "/api/v1/audit?thing=s4"), "entries[0].kind") == "safe.edit");
}

TEST_CASE("X-7: the trail is paged by number, the newest first", "[service][trail][X-7]")
{
    auto house = House{};
    for (auto time = 0; time < 7; ++time)
        REQUIRE(house.ask("ada", "POST", "/api/v1/safes/s3/sync").status == 200);
    auto const first = house.get("ada", "/api/v1/audit?limit=3");
    CHECK(at(first, "entries[0].number") == "9");
    CHECK(at(first, "entries[2].number") == "7");
    CHECK(at(first, "before") == "7");
    auto const second = house.get("ada", "/api/v1/audit?limit=3&before=7");
    CHECK(at(second, "entries[0].number") == "6");
    auto const last = house.get("ada", "/api/v1/audit?limit=3&before=4");
    CHECK(at(last, "entries[0].number") == "3");
    CHECK(at(last, "before").empty());
}

TEST_CASE("Property: the trail names nothing to its readers that they may not see", "[service][trail][X-7][property]")
{
    auto house = House{};
    auto engine = std::mt19937{31};
    for (auto const person : {"ada", "pia", "zoe", "tess", "olga"})
        house.cookie_of(person);
    auto contents = 0;
    for (auto part = 0; part < 6; ++part) {
        live(house, engine, 120);
        for (auto const person : {"ada", "pia", "zoe", "tess", "olga"}) {
            auto const viewer = house.user(person);
            auto const* row = house.world().users.get(viewer);
            if (row == nullptr || row->status != Status::active)
                continue;
            auto const response = house.get(person, "/api/v1/audit?limit=200");
            if (response.status == 403)
                continue;
            auto const page = wire::decode<wire::AuditPage>(response.body);
            REQUIRE(page);
            for (auto const& entry : page->entries) {
                auto const content = entry.change.text + entry.before.text + entry.after.text;
                contents += content.empty() ? 0 : 1;
                CAPTURE(person, entry.number, entry.kind, content);
                auto const check = [&](auto const& table) {
                    for (auto const handle : table.handles()) {
                        if (!sees(house.world(), viewer, handle))
                            REQUIRE(content.find('"' + table[handle].id + '"') == std::string::npos);
                    }
                };
                check(house.world().accounts);
                check(house.world().users);
                check(house.world().groups);
                check(house.world().safes);
                check(house.world().assets);
            }
        }
    }
    CHECK(contents > 200);
}

TEST_CASE("X-7: what is gone stays in the trail, for those who had the whole of its place", "[service][trail][X-7][S-15]")
{
    auto house = House{};
    REQUIRE(house.ask("gia", "PATCH", "/api/v1/users/uma", R"({"name":"Uma Prasad"})").status == 200);
    REQUIRE(house.ask("ada", "DELETE", "/api/v1/users/uma").status == 200);
    auto const ada = house.get("ada", "/api/v1/audit?thing=uma");
    CHECK(at(ada, "entries[0].kind") == "user.delete");
    CHECK(at(ada, "entries[0].before.name") == "Uma Prasad");
    CHECK(at(ada, "entries[1].kind") == "user.edit");
    CHECK(house.get("zoe", "/api/v1/audit").body.find("uma") == std::string::npos);
    CHECK(house.get("tess", "/api/v1/audit").body.find("Prasad") == std::string::npos);
}
