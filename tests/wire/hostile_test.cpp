// Whatever comes in, the decoders answer: a value or an error, never a crash. With sanitizers this looks for more.
#include "tests/wire/wild.hpp"
#include "wire/change_json.hpp"
#include "wire/document.hpp"
#include "wire/routes.hpp"
#include "wire/sync.hpp"
#include "wire/url.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <string>

using namespace castellan;
using namespace castellan::tests;
using namespace castellan::wire;

namespace {

/// The text with a few things done to it that a fuzzer would do.
std::string mangled(Chance& chance, std::string text)
{
    constexpr auto pieces = std::to_array<std::string_view>(
        {"\"", "{", "}", "[", "]", ",", ":", "null", "\\u", "\\ud800", "1e999", "-", "\xff", "\xc3", "{\"a\":",
         "[[[[[[[["});
    for (auto left = 1 + chance.roll(4); left > 0 && !text.empty(); --left) {
        auto const at = chance.roll(static_cast<std::uint32_t>(text.size()));
        switch (chance.roll(5)) {
        case 0: text[at] = static_cast<char>(chance.roll(256)); break;
        case 1: text.erase(at, 1 + chance.roll(8)); break;
        case 2: text.insert(at, pieces[chance.roll(pieces.size())]); break;
        case 3: text.resize(at); break;
        case 4: text.insert(at, text.substr(chance.roll(static_cast<std::uint32_t>(text.size())), chance.roll(40))); break;
        }
    }
    return text;
}

} // namespace

TEST_CASE("A document that is a list, a number or nothing at all is refused", "[wire][hostile]")
{
    for (auto const* text : {"[]", "[1,{}]", "[[]]", "5", "null", "\"x\"", ""}) {
        CAPTURE(text);
        CHECK_FALSE(decode_document(text));
    }
    CHECK_FALSE(decode_snapshot("\x82\x00\x00"));
}

TEST_CASE("mangled changes are decoded or refused", "[wire]")
{
    auto const seed = GENERATE(1u, 2u);
    CAPTURE(seed);
    auto chance = Chance{seed};
    auto const world = wild_world(chance);
    auto const changes = wild_changes(chance, world);
    auto refused = 0;
    for (auto round = 0; round < 4'000; ++round) {
        auto const& change = changes[chance.roll(static_cast<std::uint32_t>(changes.size()))];
        auto const text = mangled(chance, encode_change(world, change));
        auto const decoded = decode_change(world, text);
        refused += !decoded;
        if (decoded) {
            // What is taken can be written down, and is read the same again.
            auto const written = encode_change(world, decoded->change, decoded->unknown);
            auto const again = decode_change(world, written);
            REQUIRE(again);
            REQUIRE(encode_change(world, again->change, again->unknown) == written);
        }
    }
    CHECK(refused > 1'000);
}

TEST_CASE("mangled documents, snapshots and cuts are decoded or refused", "[wire]")
{
    auto const seed = GENERATE(11u, 12u);
    CAPTURE(seed);
    auto chance = Chance{seed};
    auto const world = wild_world(chance);
    auto const document = encode_document(world);
    auto const snapshot = encode_snapshot(world);
    auto const cut = encode_sync(world, UserId{0});
    for (auto round = 0; round < 500; ++round) {
        if (auto const decoded = decode_document(mangled(chance, document)))
            REQUIRE(decode_document(encode_document(*decoded)).has_value());
        if (auto const decoded = decode_snapshot(mangled(chance, snapshot)))
            REQUIRE(decode_snapshot(encode_snapshot(*decoded)).has_value());
        auto replica = World{};
        auto const synced = decode_sync(replica, mangled(chance, cut));
        REQUIRE((!synced || replica.users.contains(synced->me)));
    }
}

TEST_CASE("mangled paths and queries are matched or not", "[wire]")
{
    auto chance = Chance{21};
    for (auto round = 0; round < 4'000; ++round) {
        auto const table = routes();
        auto const& route = table[chance.roll(static_cast<std::uint32_t>(table.size()))];
        auto const path = mangled(chance, std::string{route.path});
        auto const found = match(route.method, path);
        REQUIRE((found.route || found.parameter_count == 0));
        static_cast<void>(Query::parse(path, "q after"));
        static_cast<void>(percent_decoded(path));
    }
}
