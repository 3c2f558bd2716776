#include "wire/codec.hpp"
#include "wire/writer.hpp"

#include <catch2/catch_test_macros.hpp>

#include <limits>
#include <string>

using namespace castellan;
using namespace castellan::wire;

namespace {

std::string hex(std::string_view bytes)
{
    auto result = std::string{};
    for (auto const byte : bytes) {
        result += "0123456789abcdef"[static_cast<unsigned char>(byte) >> 4];
        result += "0123456789abcdef"[static_cast<unsigned char>(byte) & 15];
    }
    return result;
}

} // namespace

TEST_CASE("the writer places commas between members and entries, and nowhere else", "[wire]")
{
    auto out = std::string{};
    auto writer = Writer{out};
    writer.object();
    writer.member("id", "u1");
    writer.key("groups").list();
    writer.text("g1");
    writer.object();
    writer.end();
    writer.list();
    writer.end();
    writer.integer(-7);
    writer.end();
    writer.key("nothing").null();
    writer.member("yes", true);
    writer.free_key("a\"b").natural(std::numeric_limits<std::uint64_t>::max());
    writer.key("raw").json("[1]");
    writer.end();
    CHECK(out == R"({"id":"u1","groups":["g1",{},[],-7],"nothing":null,"yes":true,"a\"b":18446744073709551615,"raw":[1]})");
}

TEST_CASE("the writer escapes what JSON wants escaped, and leaves other characters as they are", "[wire]")
{
    auto out = std::string{};
    Writer{out}.text(std::string_view{"\"\\/\b\f\n\r\t\x01\x1f\0é🚑", 17});
    CHECK(out == "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\\u0000é🚑\"");
}

TEST_CASE("an instant is written in UTC with milliseconds", "[wire]")
{
    auto const written = [](Instant instant) {
        auto out = std::string{};
        Writer{out}.instant(instant);
        return out;
    };
    CHECK(written(0) == "\"1970-01-01T00:00:00.000Z\"");
    CHECK(written(1'795'248'000'123) == "\"2026-11-21T08:00:00.123Z\"");
    CHECK(written(-1) == "\"1969-12-31T23:59:59.999Z\"");
    CHECK(written(std::numeric_limits<Instant>::max()) == "\"9999-12-31T23:59:59.999Z\"");
    CHECK(written(std::numeric_limits<Instant>::min()) == "\"0000-01-01T00:00:00.000Z\"");
}

TEST_CASE("CBOR has the shortest heads and no lengths in front of maps and lists", "[wire]")
{
    auto out = std::string{};
    auto writer = Writer{out, Encoding::cbor};
    writer.object();
    writer.member("a", "b");
    writer.key("n").list();
    writer.natural(23);
    writer.natural(24);
    writer.natural(256);
    writer.natural(65'536);
    writer.natural(4'294'967'296);
    writer.integer(-1);
    writer.integer(-25);
    writer.boolean(true);
    writer.null();
    writer.end();
    writer.end();
    CHECK(hex(out) == "bf" "6161" "6162" "616e" "9f" "17" "1818" "190100" "1a00010000" "1b0000000100000000" "20" "3818"
                      "f5" "f6" "ff" "ff");
}

TEST_CASE("leaves name the way to every value of a JSON text", "[wire]")
{
    auto const found = leaves(R"({"kind":"user.edit","fields":{"name":"Ada","n":[1,[2.50],{"x":null}]},"t":true})");
    auto told = std::string{};
    for (auto const& [path, value] : found)
        told += path + "=" + value + ";";
    CHECK(told == "kind=user.edit;fields.name=Ada;fields.n[0]=1;fields.n[1][0]=2.50;fields.n[2].x=;t=true;");
    CHECK(leaves("{\"a\":1,").empty());
    CHECK(leaves(std::string(100, '[') + std::string(100, ']')).empty());
}
