// Who could do what on a past day, and what is not told of it.
#include "tests/service/house.hpp"

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <format>

using namespace castellan;
using namespace castellan::test;

namespace {

/// Less than a session may lie idle.
constexpr auto day = Instant{6} * 60 * 60 * 1000;

std::string instant(Instant at)
{
    return std::format("{:%FT%T}Z", std::chrono::floor<std::chrono::milliseconds>(std::chrono::sys_time{std::chrono::milliseconds{at}}));
}

std::string question(std::string_view type, std::string_view id, std::string_view permission, Instant on, Instant against = 0)
{
    auto text = std::format(R"({{"type":"{}","id":"{}","permission":"{}","on":"{}")", type, id, permission, instant(on));
    if (against != 0)
        text += std::format(R"(,"against":"{}")", instant(against));
    return text + "}";
}

/// Asks, works, and gives the answer.
Response answer(House& house, std::string_view person, std::string const& asked)
{
    auto const begun = house.ask(person, "POST", "/api/v1/access", asked);
    if (begun.status != 202)
        return begun;
    while (house.service->work_on(house.now))
        house.commit();
    return house.get(person, begun.location);
}

/// "ada gia gus", by id.
std::string who(Response const& response, std::string_view member = "by")
{
    auto text = std::string{};
    for (auto row = 0;; ++row) {
        auto const user = at(response, std::format("rows[{}].user", row));
        if (user.empty())
            return text;
        if (!at(response, std::format("rows[{}].{}[0]", row, member)).empty())
            text += (text.empty() ? "" : " ") + user;
    }
}

/// Uma leaves Station 7 on the second day, Ugo of Station 9 becomes a group admin on the third.
void three_days(House& house)
{
    house.pass(day);
    REQUIRE(house.ask("ada", "DELETE", "/api/v1/groups/g1/members/uma").status == 200);
    house.pass(day);
    REQUIRE(house.ask("ada", "PUT", "/api/v1/users/ugo/roles/a1", R"({"role":"group_admin"})").status == 200);
    house.pass(day);
}

} // namespace

TEST_CASE("X-7: who could open a safe on a past day is put together from the log", "[service][past][X-7]")
{
    auto house = House{};
    three_days(house);
    auto const start = house.now - 3 * day;
    auto const first = answer(house, "ada", question("safe", "s1", "safes.unlock", start + 1000));
    REQUIRE(first.status == 200);
    CHECK(at(first, "stage") == "done");
    CHECK(who(first) == "ada bob gia gus may ugo uma");
    CHECK(at(first, "rows[2].by[0]") == "Group Administrator");
    CHECK(at(first, "rows[2].rule") == "S-14");
    auto const second = answer(house, "ada", question("safe", "s1", "safes.unlock", start + day + 1000));
    CHECK(who(second) == "ada bob gia gus may ugo");

    // The difference between two days, whichever comes first.
    auto const both = answer(house, "ada", question("safe", "s1", "safes.sync", house.now, start + 1000));
    CHECK(who(both) == "ada bob gia gus ugo");
    CHECK(who(both, "was") == "ada bob gia gus");
    auto const back = answer(house, "ada", question("safe", "s1", "safes.unlock", start + 1000, house.now));
    CHECK(who(back) == "ada bob gia gus may ugo uma");
    CHECK(who(back, "was") == "ada bob gia gus may ugo");

    // Nothing of it has altered anything, and roles can be asked for without a permission.
    auto const picture = house.picture();
    auto const roles = answer(house, "ada", question("account", "a1", "", start + 1000, house.now));
    CHECK(house.picture() == picture);
    CHECK(who(roles).find("ugo") != std::string::npos);

    SECTION("and is the same from a snapshot, and after a restart")
    {
        house.restart();
        house.forget_cookies();
        CHECK(who(answer(house, "ada", question("safe", "s1", "safes.unlock", start + 1000))) == "ada bob gia gus may ugo uma");
    }
}

TEST_CASE("A question about days before the log, or to come, is answered as such", "[service][past]")
{
    auto house = House{};
    three_days(house);
    auto const before = answer(house, "ada", question("safe", "s1", "safes.unlock", house.now - 30 * day));
    CHECK(at(before, "stage") == "failed");
    CHECK(who(before).empty());
    CHECK(house.ask("ada", "POST", "/api/v1/access", question("safe", "s1", "safes.unlock", house.now + 5 * day)).status == 422);
    CHECK(house.ask("ada", "POST", "/api/v1/access", question("safe", "s1", "safes.fly", house.now)).status == 422);
    CHECK(house.ask("ada", "POST", "/api/v1/access", question("safe", "s1", "", house.now)).status == 422);
    CHECK(house.ask("ada", "POST", "/api/v1/access", "{}").status == 422);
    CHECK(house.ask("ada", "POST", "/api/v1/access", "[").status == 400);
}

TEST_CASE("RULEBOOK 6: the past of what one may not list is not told", "[service][past][X-7]")
{
    auto house = House{};
    three_days(house);
    auto const asked = question("safe", "s1", "safes.unlock", house.now - 3 * day + 1000);

    // No trail, no past: told to those who see the safe, as nothing at all to the others.
    CHECK(house.ask("gia", "POST", "/api/v1/access", asked).status == 403);
    auto const hidden = house.ask("zoe", "POST", "/api/v1/access", asked);
    CHECK(hidden.status == 404);
    CHECK(hidden.body == house.ask("zoe", "POST", "/api/v1/access", question("safe", "s9", "safes.unlock", house.now)).body);
    // An administrator reads the whole trail, and lists no safes.
    CHECK(house.ask("tess", "POST", "/api/v1/access", asked).status == 404);
    CHECK(house.ask("ugo", "POST", "/api/v1/access", question("account", "a1", "", house.now)).status == 403);
    CHECK(house.ask("", "POST", "/api/v1/access", asked).status == 401);
    CHECK(house.ask("ada", "POST", "/api/v1/access", asked, {.castellan_request = ""}).status == 403);

    SECTION("somebody else's question is not there")
    {
        auto const begun = house.ask("ada", "POST", "/api/v1/access", asked);
        REQUIRE(begun.status == 202);
        CHECK(house.get("bob", begun.location).status == 404);
        CHECK(house.get("bob", begun.location).body == house.get("bob", "/api/v1/access/qnothing").body);
    }
    SECTION("roles of a book that the reader is not shown are not told, nor the rule by which they decide")
    {
        auto const told = answer(house, "ada", asked);
        REQUIRE(told.status == 200);
        CHECK(who(told).find("pia") == std::string::npos); // full_admin (P): an account_admin lists no profiles
        CHECK(told.body.find("P-6") == std::string::npos);
        CHECK(who(answer(house, "pia", asked)).find("pia") != std::string::npos);
    }
    SECTION("people whom the reader does not list any more are not told")
    {
        auto const begun = house.ask("ada", "POST", "/api/v1/access", asked);
        while (house.service->work_on(house.now))
            house.commit();
        REQUIRE(who(house.get("ada", begun.location)).find("uma") != std::string::npos);
        REQUIRE(house.ask("bob", "DELETE", "/api/v1/users/uma").status == 200);
        CHECK(house.get("ada", begun.location).body.find("uma") == std::string::npos);
        CHECK(house.get("ada", begun.location).body.find("Patel") == std::string::npos);
    }
    SECTION("an answer is lost with the right to it")
    {
        auto const begun = house.ask("ada", "POST", "/api/v1/access", asked);
        while (house.service->work_on(house.now))
            house.commit();
        REQUIRE(house.ask("bob", "PUT", "/api/v1/users/ada/roles/a1", R"({"role":"group_admin"})").status == 200);
        auto const after = house.get("ada", begun.location);
        CHECK(after.status == 404); // she is in no group, so that the safe is not there for her
        CHECK(after.body.find("rows") == std::string::npos);
    }
}

TEST_CASE("X-2: a question ends with the session of who asked, and everybody else is served meanwhile", "[service][past][X-2]")
{
    auto house = House{};
    three_days(house);
    auto const asked = question("safe", "s1", "safes.unlock", house.now - 3 * day + 1000);
    auto const begun = house.ask("ada", "POST", "/api/v1/access", asked);
    REQUIRE(begun.status == 202);
    CHECK(at(house.get("ada", begun.location), "stage") == "running");
    CHECK(house.ask("ada", "POST", "/api/v1/access", asked).status == 409); // one at a time
    CHECK(house.get("bob", "/api/v1/users").status == 200);

    REQUIRE(house.ask("ada", "DELETE", "/api/v1/session").status == 204);
    house.forget_cookies();
    while (house.service->work_on(house.now))
        house.commit();
    CHECK(at(house.get("ada", begun.location), "stage") == "failed");
    CHECK(who(house.get("ada", begun.location)).empty());
}

TEST_CASE("Questions about the past are few: of one person, and of all together", "[service][past]")
{
    auto house = House{};
    three_days(house);
    auto const asked = question("safe", "s1", "safes.unlock", house.now);
    auto allowed = 0;
    while (answer(house, "ada", asked).status == 200)
        ++allowed;
    CHECK(allowed == 30);
    CHECK(house.ask("ada", "POST", "/api/v1/access", asked).status == 429);
    CHECK(answer(house, "bob", asked).status == 200);
}
