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
            // RULEBOOK 4: the names of candidates are in the replica, for its pickers, and nowhere else.
            auto const is_sync = std::string_view{target} == "/api/v1/sync";
            for (auto const user : house.world().users.handles()) {
                if (is_sync ? !is_offered(house.world(), viewer, user) : !sees(house.world(), viewer, user))
                    CHECK_FALSE(named(house.world().users[user].id));
            }
            auto const check = [&](auto const& table) {
                for (auto const handle : table.handles()) {
                    if (!sees(house.world(), viewer, handle))
                        CHECK_FALSE(named(table[handle].id));
                }
            };
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

TEST_CASE("X-7: the trail is paged by what was shown, the newest first", "[service][trail][X-7]")
{
    auto house = House{};
    auto const ids_of = [](Response const& page) {
        auto ids = std::vector<std::string>{};
        for (auto index = 0; !at(page, std::format("entries[{}].id", index)).empty(); ++index)
            ids.push_back(at(page, std::format("entries[{}].id", index)));
        return ids;
    };
    for (auto time = 0; time < 7; ++time) {
        // Two in one instant, then one alone; and much between them that ada may not see.
        house.now += time % 2;
        REQUIRE(house.ask("ada", "POST", time % 2 == 0 ? "/api/v1/safes/s3/sync" : "/api/v1/safes/s2/sync").status == 200);
        REQUIRE(house.ask("zoe", "POST", "/api/v1/safes/s4/sync").status == 200);
    }
    auto const whole = ids_of(house.get("ada", "/api/v1/audit"));
    REQUIRE(whole.size() == 7);
    CHECK(std::set<std::string>(whole.begin(), whole.end()).size() == 7);
    for (auto const limit : {1, 2, 3, 6, 7, 8}) {
        auto paged = std::vector<std::string>{};
        auto before = std::string{};
        auto pages = 0;
        do {
            auto const page = house.get("ada", std::format("/api/v1/audit?limit={}&before={}", limit, before));
            REQUIRE(page.status == 200);
            for (auto const& id : ids_of(page))
                paged.push_back(id);
            before = at(page, "before");
        } while (!before.empty() && ++pages < 20);
        CAPTURE(limit);
        CHECK(paged == whole);
        CHECK(pages == (7 + limit - 1) / limit - 1);
    }
    for (auto const* wrong : {"7", "~00ff", "x-1", "1-", "-1", "1-0", "99999999999999999999-1"})
        CHECK(house.get("ada", std::string{"/api/v1/audit?before="} + wrong).status == 422);
    CHECK(at(house.get("ada", "/api/v1/audit"), "entries[0].number").empty());
    CHECK(at(house.get("tess", "/api/v1/audit?limit=1"), "entries[0].number") == "16");
}

TEST_CASE("X-7: the trail is searched by person, thing, kind, time and effect", "[service][trail][X-7]")
{
    auto house = House{};
    house.now = 1'795'219'200'000; // 2026-11-21T00:00:00Z
    REQUIRE(house.ask("ada", "PUT", "/api/v1/groups/g1/members/ugo").status == 200);
    house.now += 3'600'000;
    REQUIRE(house.ask("gia", "DELETE", "/api/v1/groups/g1").status == 403);
    REQUIRE(house.ask("bob", "POST", "/api/v1/safes/s3/upgrade", R"({"version":"5"})").status == 200);
    house.now += Instant{24} * 3'600'000;
    house.forget_cookies(); // nobody was there for a day
    REQUIRE(house.ask("bob", "PUT", "/api/v1/groups/g1/members/ugo").status == 409);
    REQUIRE(house.ask("zoe", "POST", "/api/v1/safes/s4/sync").status == 200);
    auto const kinds = [&](std::string const& query) {
        auto const page = house.get("ada", "/api/v1/audit?" + query);
        CAPTURE(query, page.body);
        REQUIRE(page.status == 200);
        auto text = std::string{};
        for (auto index = 0; !at(page, std::format("entries[{}].id", index)).empty(); ++index)
            text += at(page, std::format("entries[{}].kind", index)) + ' ';
        return text;
    };
    CHECK(kinds("") == "group.add_member safe.upgrade group.delete group.add_member ");
    CHECK(kinds("user=bob") == "group.add_member safe.upgrade ");
    CHECK(kinds("user=ugo") == "group.add_member group.add_member ");
    CHECK(kinds("thing=g1") == "group.add_member group.delete group.add_member ");
    CHECK(kinds("thing=g1&user=gia") == "group.delete ");
    CHECK(kinds("kind=safe.upgrade") == "safe.upgrade ");
    CHECK(kinds("kind=safe.sync") == "");
    CHECK(kinds("effect=deny") == "group.delete ");
    CHECK(kinds("effect=not_now") == "group.add_member ");
    CHECK(kinds("effect=allow") == "safe.upgrade group.add_member ");
    CHECK(kinds("effect=refused") == "group.add_member group.delete ");
    CHECK(kinds("from=2026-11-22") == "group.add_member ");
    CHECK(kinds("to=2026-11-21") == "safe.upgrade group.delete group.add_member ");
    CHECK(kinds("from=2026-11-21T00:30:00Z&to=2026-11-21T01:00:00Z") == "safe.upgrade group.delete ");
    CHECK(kinds("to=2026-11-21T00:59:59.999Z") == "group.add_member ");
    CHECK(kinds("to=2026-11-20") == "");
    CHECK(kinds("from=2026-11-23") == "");
    for (auto const* wrong : {"effect=maybe", "from=yesterday", "to=2026-13-01", "from=2026-02-30"})
        CHECK(house.get("ada", std::string{"/api/v1/audit?"} + wrong).status == 422);

    // What has no content for a reader is not found by content either: tess does not list g1.
    CHECK(at(house.get("tess", "/api/v1/audit?effect=deny"), "entries[0].id").empty());
    CHECK_FALSE(at(house.get("tess", "/api/v1/audit?from=2026-11-22"), "entries[0].id").empty());
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
                CAPTURE(person, entry.id, entry.kind, content);
                wire::for_each_section([&](auto none) {
                    auto const& table = house.world().table_of(none);
                    for (auto const handle : table.handles()) {
                        if (!sees(house.world(), viewer, handle))
                            REQUIRE_FALSE(content.contains('"' + table[handle].id + '"'));
                    }
                });
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
