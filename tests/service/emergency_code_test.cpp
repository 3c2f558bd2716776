// Emergency codes (S-16): RFC 4226, told once, counted before they are told.
#include "service/hotp.hpp"
#include "tests/service/paired_safe.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <array>

using namespace castellan;
using namespace castellan::test;

namespace {

constexpr auto target = std::string_view{"/api/v1/safes/s1/emergency_code"};
constexpr auto because = std::string_view{R"({"reason":"Keypad broken on Engine 7"})"};

bool stands_anywhere(House& house, std::string_view text)
{
    for (std::size_t at = 0; at < secret_table_count; ++at) {
        for (auto const& [key, value] : house.store.table(static_cast<SecretTable>(at))) {
            if (value.contains(text))
                return true;
        }
    }
    return std::ranges::any_of(house.store.entries(), [&](Entry const& entry) { return entry.body.contains(text); });
}

} // namespace

TEST_CASE("RFC 4226, Appendix D: codes are those of the standard's own table", "[service][emergency-code]")
{
    static constexpr auto table = std::to_array<std::string_view>(
        {"755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"});
    auto const secret = std::string{"12345678901234567890"};
    for (std::size_t counter = 0; counter < table.size(); ++counter) {
        CAPTURE(counter);
        CHECK(hotp_code(secret, counter, 6) == table[counter]);
        CHECK(hotp_code(secret, counter, 8).ends_with(table[counter]));
    }
    // The table's decimals, of which codes are the last digits.
    CHECK(hotp_code(secret, 0, 8) == "84755224");
    CHECK(hotp_code(secret, 9, 8) == "45520489");
    CHECK(hotp_code(secret, 0, 5).empty());
    CHECK(hotp_code(secret, 0, 9).empty());
}

TEST_CASE("Both ends agree on a secret that nobody between them knows", "[service][emergency-code]")
{
    auto house = House{};
    auto device = PairedSafe{house, "s1"};
    auto other = PairedSafe{house, "s2", "ada", "another key"};
    CHECK(device.code_secret.size() == hotp_secret_bytes);
    CHECK(device.code_secret != other.code_secret);
    // A key of the other's that leads to no secret (RFC 7748 6.1).
    auto body = pairing_body("MX-0003", pairing_code(house, "s3"));
    auto const key = body.rfind('"', body.size() - 3) + 1;
    body.replace(key, 64, std::string(64, '0'));
    CHECK(house.ask({}, "POST", "/api/v1/device/pair", body).status == 422);
}

TEST_CASE("S-16: an emergency code is the device's next one, also while it is offline", "[service][emergency-code][S-16]")
{
    auto house = House{};
    auto device = PairedSafe{house, "s1"};
    house.pass(600'000);
    for (auto counter = std::uint64_t{0}; counter < 3; ++counter) {
        auto const response = house.ask("gia", "POST", target, because); // S-8
        INFO(response.body);
        REQUIRE(response.status == 200);
        auto const code = at(response, "code");
        CHECK(code == hotp_code(device.code_secret, counter, emergency_code_digits));
        CHECK(code.size() == 8);
        CHECK_FALSE(at(response, "until").empty());

        auto const& entry = house.store.entries().back();
        CHECK(entry.kind == "safe.emergency_code");
        CHECK(entry.actor == "gia");
        CHECK(entry.body.contains("Keypad broken on Engine 7"));
        CHECK_FALSE(stands_anywhere(house, code));
        CHECK_FALSE(house.get("ada", "/api/v1/audit").body.contains(code));
        CHECK_FALSE(house.get("gia", "/api/v1/safes/s1").body.contains(code));
    }
    // The device has nothing to do for it.
    CHECK(at(device.say(), "orders[0].kind").empty());
}

TEST_CASE("Who asks for an emergency code says why", "[service][emergency-code]")
{
    auto house = House{};
    auto const device = PairedSafe{house, "s1"};
    CHECK(house.ask("ada", "POST", target, "{}").status == 422);
    CHECK(house.ask("ada", "POST", target, R"({"reason":"  "})").status == 422);
    CHECK(house.ask("uma", "POST", target, because).status == 403);
    CHECK(house.ask("zoe", "POST", target, because).status == 404);
}

TEST_CASE("A safe without a device has no emergency codes", "[service][emergency-code]")
{
    auto house = House{};
    auto const refused = house.ask("ada", "POST", target, because);
    CHECK(refused.status == 409);
    CHECK(at(refused, "rule") == "S-16");
    CHECK(at(refused, "detail").contains("paired"));
    // Whoever may not have one is not told.
    CHECK(house.ask("uma", "POST", target, because).status == 403);
}

TEST_CASE("Whoever manages a safe sees that it has no device yet, and nobody else does", "[service][emergency-code][S-16]")
{
    auto house = House{};
    auto const says_unpaired = [&](std::string_view who, std::string_view safe) {
        return house.ask(who, "GET", std::format("/api/v1/safes/{}", safe)).body.contains(R"("unpaired":true)");
    };
    CHECK(says_unpaired("ada", "s1"));
    CHECK_FALSE(says_unpaired("uma", "s1")); // may open it
    CHECK(house.ask("ada", "GET", "/api/v1/sync").body.contains("unpaired"));
    CHECK_FALSE(house.ask("uma", "GET", "/api/v1/sync").body.contains("unpaired"));

    auto const device = PairedSafe{house, "s1"};
    CHECK_FALSE(says_unpaired("ada", "s1"));
    CHECK(says_unpaired("ada", "s2"));
    house.restart();
    CHECK_FALSE(says_unpaired("ada", "s1"));
    CHECK(says_unpaired("ada", "s2"));

    // A safe has none from the moment when it is registered, also within one request.
    auto const registration =
        std::string{R"({"kind":"safe.register","account":"a1","safe":"s-new","fields":{"name":"New","serial":"MX-N"}})"};
    auto const too_early = std::string{R"(,{"kind":"safe.emergency_code","safe":"s-new","reason":"Too early"})"};
    CHECK(house.ask("ada", "POST", "/api/v1/changes", R"({"changes":[)" + registration + too_early + "]}").status == 409);
    CHECK(house.ask("ada", "POST", "/api/v1/changes", R"({"changes":[)" + registration + "]}").status == 200);
    CHECK(says_unpaired("ada", "s-new"));
}

TEST_CASE("The same request again does not get the code again", "[service][emergency-code]")
{
    auto house = House{};
    auto const device = PairedSafe{house, "s1"};
    auto const first = house.ask("ada", "POST", target, because, {.idempotency_key = "once"});
    auto const code = at(first, "code");
    REQUIRE_FALSE(code.empty());
    auto const again = house.ask("ada", "POST", target, because, {.idempotency_key = "once"});
    CHECK(again.status == 200);
    CHECK(at(again, "effect") == "allow");
    CHECK(at(again, "code").empty());
    CHECK_FALSE(stands_anywhere(house, code));
    // And none was used up for it.
    CHECK(at(house.ask("ada", "POST", target, because), "code") ==
          hotp_code(device.code_secret, 1, emergency_code_digits));
}

TEST_CASE("In a batch each change has its own code", "[service][emergency-code]")
{
    auto house = House{};
    auto const device = PairedSafe{house, "s1"};
    auto const both = std::string{R"({"changes":[{"kind":"safe.emergency_code","safe":"s1","reason":"A"},
        {"kind":"safe.sync","safe":"s1"},{"kind":"safe.emergency_code","safe":"s1","reason":"B"}]})"};
    auto const response = house.ask("ada", "POST", "/api/v1/changes", both, {.idempotency_key = "batch"});
    INFO(response.body);
    REQUIRE(response.status == 200);
    CHECK(at(response, "changes[0].code") == hotp_code(device.code_secret, 0, emergency_code_digits));
    CHECK(at(response, "changes[1].code").empty());
    CHECK(at(response, "changes[2].code") == hotp_code(device.code_secret, 1, emergency_code_digits));
    CHECK_FALSE(house.ask("ada", "POST", "/api/v1/changes", both, {.idempotency_key = "batch"}).body.contains("code\":\""));

    // A batch that is refused uses none up.
    auto const refused = std::string{R"({"changes":[{"kind":"safe.emergency_code","safe":"s1","reason":"A"},
        {"kind":"safe.sync","safe":"nothing"}]})"};
    CHECK(house.ask("ada", "POST", "/api/v1/changes", refused).status == 404);
    CHECK(at(house.ask("ada", "POST", target, because), "code") ==
          hotp_code(device.code_secret, 2, emergency_code_digits));
}

TEST_CASE("A crash between counter and answer: no code is told twice", "[service][emergency-code]")
{
    auto house = House{};
    auto const device = PairedSafe{house, "s1"};
    SECTION("the counter is durable, the answer never left")
    {
        auto const outcome = house.ask_only("ada", "POST", target, because);
        CHECK(outcome.after != 0); // the answer waits for the counter
        house.commit();
        house.restart();
        CHECK(at(house.ask("ada", "POST", target, because), "code") ==
              hotp_code(device.code_secret, 1, emergency_code_digits));
    }
    SECTION("the counter is not durable: nobody has seen the code, and nothing says that there was one")
    {
        auto const entries = house.store.entries().size();
        auto const outcome = house.ask_only("ada", "POST", target, because);
        CHECK(outcome.after != 0);
        house.restart();
        CHECK(house.store.entries().size() == entries);
        CHECK(at(house.ask("ada", "POST", target, because), "code") ==
              hotp_code(device.code_secret, 0, emergency_code_digits));
    }
    SECTION("the commit fails")
    {
        auto const outcome = house.ask_only("ada", "POST", target, because);
        CHECK(outcome.after != 0);
        house.store.fail_appends(1);
        house.commit();
        CHECK(at(house.ask("ada", "POST", target, because), "code") ==
              hotp_code(device.code_secret, 0, emergency_code_digits));
    }
}

TEST_CASE("A store from a backup gives no code that the device has used", "[service][emergency-code]")
{
    auto house = House{};
    auto device = PairedSafe{house, "s1"};
    CHECK(device.say(R"({"counter":7})").status == 200);
    CHECK(device.say(R"({"counter":3})").status == 200); // never back
    CHECK(at(house.ask("ada", "POST", target, because), "code") ==
          hotp_code(device.code_secret, 7, emergency_code_digits));
    CHECK(device.say(R"({"counter":9007199254740992})").status == 200); // further than any counter goes
    CHECK(at(house.ask("ada", "POST", target, because), "code") ==
          hotp_code(device.code_secret, 8, emergency_code_digits));
}
