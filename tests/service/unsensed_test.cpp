// RULEBOOK 6: what he can't see he can't sense. Two houses live through the same, but for what one person may not see; he
// gets the same answers from both, byte for byte.
#include "rules/may.hpp"
#include "tests/service/house.hpp"
#include "tests/service/random_changes.hpp"
#include "tests/service/riverside.hpp"
#include "wire/change_json.hpp"
#include "wire/routes.hpp"
#include "wire/sync.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <format>
#include <random>

using namespace castellan;
using namespace castellan::test;

namespace {

std::string whole(Response const& response)
{
    auto text = std::format("{} {} {} {} {}\n{}", response.status, response.content_type, response.etag, response.location,
                            response.retry_after_s.value_or(0), response.body);
    return text;
}

/// Everything that can be asked by GET: each route, with each id that there ever was, some that never were, and the
/// parameters that its list takes.
std::vector<std::string> questions(std::vector<std::string> const& ids)
{
    auto result = std::vector<std::string>{};
    for (auto const& route : wire::routes()) {
        if (route.method != wire::Method::get || route.call == wire::Call::openapi || route.call == wire::Call::events ||
            route.call == wire::Call::audit_export)
            continue;
        auto const path = std::string{route.path};
        auto const brace = path.find('{');
        if (brace == path.npos) {
            result.push_back(path);
            for (auto const* query : {"q=a", "q=7", "limit=1", "limit=2", "account=a1", "account=a2", "safe=s1", "safe=s4",
                                      "after=g2", "after=s2", "effect=deny", "effect=refused", "user=may", "thing=s4",
                                      "kind=safe.edit", "from=2020-01-01", "to=2030-01-01", "since=1", "since=0"}) {
                auto const name = std::string_view{query}.substr(0, std::string_view{query}.find('='));
                if ((' ' + std::string{route.query} + ' ').find(' ' + std::string{name} + ' ') != std::string::npos)
                    result.push_back(path + '?' + query);
            }
            continue;
        }
        for (auto const& id : ids)
            result.push_back(path.substr(0, brace) + id + path.substr(path.find('}') + 1));
    }
    return result;
}

/// Two houses and one who looks at both.
struct Twins {
    explicit Twins(std::string_view person) : viewer(person)
    {
        for (auto* house : {&a, &b})
            house->cookie_of(viewer);
        ids = {"none", "a1", "a2", "x1", "x2", "x4", "s1", "s2", "s3", "s4", "g1", "g2", "g3"};
        ids.insert(ids.end(), std::begin(people), std::end(people));
    }

    void at(Instant now)
    {
        a.now = now;
        b.now = now;
    }

    /// What the viewer is told in a house: all of it, and what differs since he asked last.
    std::vector<std::string> told(House& house, std::string& since) const
    {
        auto answers = std::vector<std::string>{};
        for (auto const& question : questions(ids))
            answers.push_back(question + '\n' + whole(house.get(viewer, question)));
        auto const difference = house.get(viewer, "/api/v1/sync?since=" + since);
        answers.push_back("since " + since + '\n' + whole(difference));
        since = test::at(difference, "revision");
        for (auto const& event : house.service->take_events(house.now))
            answers.push_back("event " + std::string{event.text});
        return answers;
    }

    void compare()
    {
        auto const one = told(a, since_a);
        auto const other = told(b, since_b);
        REQUIRE(one.size() == other.size());
        for (std::size_t at = 0; at < one.size(); ++at)
            REQUIRE(one[at] == other[at]);
        ++comparisons;
    }

    std::string viewer;
    House a;
    House b;
    std::vector<std::string> ids;
    std::string since_a = "0";
    std::string since_b = "0";
    int comparisons = 0;
};

} // namespace

TEST_CASE("Section 6: what happens in another account can't be sensed in this one", "[service][unsensed][X-1]")
{
    for (auto const* person : {"ada", "gia", "gus", "uma", "kim", "pia", "may"}) {
        CAPTURE(person);
        auto const belongs_to_both = std::string_view{person} == "may";
        auto twins = Twins{person};
        for (auto* house : {&twins.a, &twins.b}) {
            static_cast<void>(house->ask_only(person, "GET", "/api/v1/events"));
            house->commit();
        }
        twins.compare();

        auto const both = [&](std::string_view who, std::string_view method, std::string_view target, std::string_view body = {}) {
            CAPTURE(who, target);
            auto const one = twins.a.ask(who, method, target, body);
            auto const other = twins.b.ask(who, method, target, body);
            REQUIRE(one.status == other.status);
            if (who == twins.viewer)
                REQUIRE(whole(one) == whole(other));
        };
        auto const only_b = [&](std::string_view who, std::string_view method, std::string_view target, std::string_view body = {}) {
            CAPTURE(who, target, body);
            REQUIRE(twins.b.ask(who, method, target, body).status < 300);
        };

        // In the second house much happens at the depot, which nobody of the first account may see.
        only_b("zoe", "POST", "/api/v1/safes", R"({"account":"a2","safe":"s5","name":"Second vault","serial":"MX-5"})");
        only_b("zoe", "POST", "/api/v1/groups", R"({"account":"a2","group":"g4","name":"Depot South"})");
        if (!belongs_to_both) {
            only_b("zoe", "PATCH", "/api/v1/groups/g3", R"({"name":"Depot Far North"})");
            only_b("zoe", "POST", "/api/v1/safes/s4/sync");
            only_b("zoe", "PUT", "/api/v1/users/yan/roles/a2", R"({"role":"group_admin"})");
            // She stands in both, and has the same role here as ever.
            only_b("zoe", "PUT", "/api/v1/users/may/roles/a2", R"({"role":"user"})");
            only_b("zoe", "DELETE", "/api/v1/assets/x4");
            only_b("zoe", "POST", "/api/v1/users", R"({"account":"a2","user":"val","name":"Val","email":"val@riverside.example","role":"user"})");
        }
        twins.ids.insert(twins.ids.end(), {"s5", "g4", "val"});
        twins.compare();

        // Life goes on here in both, and there in the second only.
        twins.at(twins.a.now + 5'000);
        both("ada", "PATCH", "/api/v1/safes/s1", R"({"name":"Engine 7"})");
        only_b("zoe", "POST", "/api/v1/safes/s5/sync");
        both("gia", "POST", "/api/v1/safes/s1/sync");
        both("ada", "POST", "/api/v1/safes/s2/unlock");
        both("gia", "DELETE", "/api/v1/groups/g1");
        only_b("zoe", "POST", "/api/v1/safes/s5/unlock");
        both("ada", "PUT", "/api/v1/groups/g1/members/kim");
        twins.compare();

        // Errors too: refused for what he may not do, for what is hidden, and for what never was.
        for (auto const* target : {"/api/v1/groups/g1", "/api/v1/groups/g3", "/api/v1/groups/g4", "/api/v1/groups/g9",
                                   "/api/v1/users/yan", "/api/v1/users/val", "/api/v1/users/nobody", "/api/v1/safes/s5"}) {
            if (belongs_to_both || std::string_view{person} == "ada" || std::string_view{person} == "pia")
                continue; // these may delete some of it
            both(person, "DELETE", target);
            both(person, "PATCH", target, R"({"name":"Mine"})");
        }
        both(person, "POST", "/api/v1/changes", R"({"changes":[{"kind":"safe.sync","safe":"s5"}]})");
        both(person, "POST", "/api/v1/changes", R"({"changes":[{"kind":"group.add_member","group":"g4","user":"val"}]})");
        twins.compare();
        CHECK(twins.comparisons == 4);
    }
}

TEST_CASE("Section 6: who sees a person's directory entry only senses nothing of the rest", "[service][unsensed][S-4]")
{
    auto twins = Twins{"kim"};
    for (auto* house : {&twins.a, &twins.b}) {
        static_cast<void>(house->ask_only("kim", "GET", "/api/v1/events"));
        house->commit();
    }
    twins.compare();
    REQUIRE(twins.b.ask("ada", "PATCH", "/api/v1/users/uma", R"({"phone":"+15550177","email":"uma.p@riverside.example"})").status == 200);
    REQUIRE(twins.b.ask("ada", "DELETE", "/api/v1/users/uma/pin").status == 200);
    REQUIRE(twins.b.ask("ada", "PUT", "/api/v1/groups/g2/safes/s3").status == 200);
    REQUIRE(twins.b.ask("ada", "PATCH", "/api/v1/groups/g1", R"({"description":"Ground floor"})").status == 200);
    twins.compare();
    REQUIRE(twins.b.service->take_events(twins.b.now).empty());
    // Her name he does see.
    REQUIRE(twins.b.ask("ada", "PATCH", "/api/v1/users/uma", R"({"name":"Uma Prasad"})").status == 200);
    CHECK(twins.b.service->take_events(twins.b.now).size() == 1);
    CHECK(whole(twins.b.get("kim", "/api/v1/users/uma")) != whole(twins.a.get("kim", "/api/v1/users/uma")));
}

TEST_CASE("Property: histories that differ in what a person may not see are the same to him", "[service][unsensed][property]")
{
    auto hidden = 0;
    auto shown = 0;
    auto comparisons = 0;
    for (auto const seed : {1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U, 9U, 10U, 11U, 12U, 13U, 14U, 15U, 16U, 17U, 18U}) {
        auto engine = std::mt19937{seed};
        auto const* person = std::to_array({"ada", "gia", "gus", "uma", "zoe", "may"})[seed % 6];
        CAPTURE(seed, person);
        auto twins = Twins{person};
        for (auto* house : {&twins.a, &twins.b}) {
            static_cast<void>(house->ask_only(person, "GET", "/api/v1/events"));
            house->commit();
        }
        auto const sees_of = [&](World const& world) { return wire::encode_sync(world, world.users.find(person), 0); };
        for (auto step = 0; step < 260; ++step) {
            twins.at(twins.a.now + 1'000);
            auto const change = AnyChange{twins.b.world(), engine}.make();
            auto const text = wire::encode_change(twins.b.world(), change);
            auto const actor = twins.b.user(people[engine() % std::size(people)]);
            if (!twins.b.world().users.contains(actor) || actor == twins.b.user(person))
                continue;
            auto const name = twins.b.world().users[actor].id;
            auto const there = may(twins.b.world(), actor, change, {.now = twins.b.now});
            // No device is paired in these towns, and no safe has emergency codes.
            auto const can_be_sent = wire::decode_change(twins.b.world(), text).has_value() &&
                                     !std::holds_alternative<IssueEmergencyCode>(change);
            if (there.effect != Effect::allow || std::holds_alternative<ReportSafe>(change) || !can_be_sent)
                continue;
            // What would he see of it? Tried on copies of both worlds.
            auto in_b = twins.b.world();
            auto const stamp = Stamp{in_b.revision + 1, twins.b.now, Actor{actor}};
            apply(in_b, change, stamp);
            auto const body = R"({"changes":[)" + text + "]}";
            if (sees_of(in_b) == sees_of(twins.b.world())) {
                // He sees nothing of it. Its entry in the trail he may have all the same, if he lists what it names: then it
                // is none of those that he can't know of.
                auto const trail = [&] { return whole(twins.b.get(person, "/api/v1/audit")); };
                auto const before = trail();
                if (twins.b.get(person, "/api/v1/audit").status == 200) {
                    auto const subjects = subjects_of(twins.b.world(), change);
                    auto const there_account = subjects.account ? subjects.account
                                               : subjects.safe  ? twins.b.world().safes[subjects.safe].account
                                               : subjects.group ? twins.b.world().groups[subjects.group].account
                                                                : AccountId{};
                    auto const own = std::string_view{person} == "zoe" ? "a2" : "a1";
                    if (!there_account || twins.b.world().accounts[there_account].id == own)
                        continue;
                }
                auto const answer = twins.b.ask(name, "POST", "/api/v1/changes", body);
                INFO(text << "\n" << answer.body);
                REQUIRE(answer.status == 200);
                CHECK(trail() == before);
                ++hidden;
            } else {
                auto const decoded = wire::decode_change(twins.a.world(), text);
                if (!decoded || !decoded->unknown.empty())
                    continue; // about something that only the second house has
                auto const actor_a = twins.a.user(name);
                if (!actor_a || may(twins.a.world(), actor_a, decoded->change, {.now = twins.a.now}).effect != Effect::allow)
                    continue;
                auto in_a = twins.a.world();
                apply(in_a, decoded->change, {in_a.revision + 1, twins.a.now, Actor{actor_a}});
                if (sees_of(in_a) != sees_of(in_b))
                    continue;
                REQUIRE(twins.a.ask(name, "POST", "/api/v1/changes", body).status == 200);
                REQUIRE(twins.b.ask(name, "POST", "/api/v1/changes", body).status == 200);
                ++shown;
            }
            auto const* viewer = twins.a.world().users.get(twins.a.user(person));
            auto const* in_other = twins.b.world().users.get(twins.b.user(person));
            if (viewer == nullptr || in_other == nullptr || viewer->status != Status::active || in_other->status != Status::active)
                break;
            if (step % 11 == 0) {
                twins.compare();
                ++comparisons;
            }
        }
    }
    CHECK(hidden > 60);
    CHECK(shown > 60);
    CHECK(comparisons > 20);
}
