#include "wire/answers_json.hpp"
#include "wire/codec.hpp"
#include "wire/log_json.hpp"
#include "wire/problem.hpp"
#include "wire/session_json.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <string>

using namespace castellan;
using namespace castellan::wire;

TEST_CASE("a described struct comes back as it was written", "[wire]")
{
    auto const problem = Problem{.type = "/problems/denied",
                                 .title = "Denied",
                                 .status = 403,
                                 .detail = "The safe is not in one of your groups.",
                                 .rule = "S-8",
                                 .needs = {"otp", "mfa"},
                                 .version = 7};
    auto const text = encode(problem);
    CHECK(text == R"({"type":"/problems/denied","title":"Denied","status":403,"detail":"The safe is not in one of your groups.",)"
                  R"("rule":"S-8","needs":["otp","mfa"],"version":7})");
    auto const again = decode<Problem>(text);
    REQUIRE(again);
    CHECK(encode(*again) == text);
}

TEST_CASE("JSON within a log entry is passed through as it is", "[wire]")
{
    auto const text = std::string{
        R"({"change":{"kind":"safe.edit","fields":{"name":"\"é\"","list":[1,-2,2.5,true,null,[]]}},"effect":"allow","before":null})"};
    auto const body = decode<LogBody>(text);
    REQUIRE(body);
    CHECK(body->change.text == R"({"kind":"safe.edit","fields":{"name":"\"é\"","list":[1,-2,2.5,true,null,[]]}})");
    CHECK(body->before.text == "null");
    CHECK(body->after.text.empty());
    CHECK(encode(*body) == text);
}

TEST_CASE("an audit page is read with its instants", "[wire][X-7]")
{
    auto const page = decode<AuditPage>(
        R"({"entries":[{"id":"a7","at":"2026-11-21T08:00:00.000Z","actor":"u1","kind":"safe.sync"},{"id":"a6","number":6,"at":"2026-11-21T07:00:00Z"}],"before":"1795244400000-1"})");
    REQUIRE(page);
    REQUIRE(page->entries.size() == 2);
    CHECK(page->entries[0].at.at == 1'795'248'000'000);
    CHECK(page->entries[1].kind.empty());
    CHECK(page->entries[1].number == 6);
    CHECK(page->before == "1795244400000-1");
}

TEST_CASE("what is wrong with a body is told with its place", "[wire]")
{
    auto const [text, path, problem] = GENERATE(table<std::string, std::string, std::string>({
        {R"({"email":"a@b"})", "password", "is missing"},
        {R"({"email":"a@b","password":"x","extra":1})", "extra", "is not known here"},
        {R"({"email":"a@b","email":"a@b","password":"x"})", "email", "stands here twice"},
        {R"({"email":7,"password":"x"})", "email", "must be text"},
        {R"({"email":null,"password":"x"})", "email", "must be text"},
        {R"({"email":["a@b"],"password":"x"})", "email", "must be text"},
        {R"({"email":{},"password":"x"})", "email", "must be text"},
        {R"({"email":true,"password":"x"})", "email", "must be text"},
        {R"({"email":1.5,"password":"x"})", "email", "must be text"},
        {R"([])", "", "must be an object"},
        {R"("text")", "", "must be an object"},
        {R"(null)", "", "must be an object"},
        {R"(7)", "", "must be an object"},
        {"", "", "ends too early, at byte 1"},
        {R"({"email":"a)", "email", "ends too early, at byte 12"},
        {R"({"email":"a@b","password":"x"} x)", "", "goes on after its end, at byte 32"},
        {R"({"email":"a@b","password":"x"}{})", "", "goes on after its end, at byte 31"},
        {R"({"email":"a@b","password":"x",})", "password", "is not well-formed JSON, at byte 31"},
        {"{\"email\":\"a\xff\",\"password\":\"x\"}", "email", "is not UTF-8, at byte 12"},
        {R"({"email":"\ud83d","password":"x"})", "email", "has half of a surrogate pair, at byte 17"},
        {R"({"email":"\ude91","password":"x"})", "email", "has half of a surrogate pair, at byte 16"},
        {"{\"email\":\"a\nb\",\"password\":\"x\"}", "email", "has a bare control character in a text, at byte 12"},
        {R"({"email":"a\u0000b","password":"x"})", "email", "must not contain control characters"},
        {R"({"email":"a@b","password":")" + std::string(1025, 'x') + R"("})", "password",
         "must be at most 1024 characters long"},
    }));
    CAPTURE(text);
    auto const result = decode<SignIn>(text);
    REQUIRE_FALSE(result);
    CHECK(result.error().path == path);
    CHECK(result.error().problem == problem);
}

TEST_CASE("numbers and times have their range and form", "[wire]")
{
    auto const [text, path, problem] = GENERATE(table<std::string, std::string, std::string>({
        {R"({"type":"t","title":"t","status":"403"})", "status", "must be a whole number"},
        {R"({"type":"t","title":"t","status":403.0})", "status", "must be a whole number"},
        {R"({"type":"t","title":"t","status":1e3})", "status", "must be a whole number"},
        {R"({"type":"t","title":"t","status":99})", "status", "must be at least 100"},
        {R"({"type":"t","title":"t","status":600})", "status", "must be at most 599"},
        {R"({"type":"t","title":"t","status":18446744073709551615})", "status", "is too large a number"},
        {R"({"type":"t","title":"t","status":99999999999999999999999})", "status", "must be a whole number"},
        {R"({"type":"t","title":"t","status":403,"needs":["otp",7]})", "needs[1]", "must be text"},
        {R"({"type":"t","title":"t","status":403,"needs":{}})", "needs", "must be a list"},
    }));
    CAPTURE(text);
    auto const result = decode<Problem>(text);
    REQUIRE_FALSE(result);
    CHECK(result.error() == WireError{path, problem});
    CHECK(decode<AuditPage>(R"({"entries":[{"id":"a1","at":"yesterday"}]})").error() ==
          WireError{"entries[0].at", "must be a time such as 2026-11-21T08:00:00Z"});
    CHECK(decode<AuditPage>(R"({"entries":[{"id":"a1"}]})").error() == WireError{"entries[0].at", "is missing"});
}

TEST_CASE("brackets may be 32 deep, and not deeper, in what is read, skipped or kept", "[wire]")
{
    auto const nested = [](std::size_t depth) {
        return R"({"effect":"allow","change":)" + std::string(depth, '[') + std::string(depth, ']') + "}";
    };
    CHECK(decode<LogBody>(nested(31)).has_value());
    CHECK(decode<LogBody>(nested(32)).error() == WireError{"change", "is nested deeper than 32 brackets"});
    CHECK(decode<LogBody>(nested(100'000)).error() == WireError{"change", "is nested deeper than 32 brackets"});
}

TEST_CASE("what became of a batch comes back as it was written", "[wire]")
{
    auto const text = std::string{
        R"({"changes":[{"effect":"allow","rule":"S-2","id":"u9"},{"effect":"allow","rule":"S-6","ids":["u10","u11"]}],)"
        R"("effect":"allow"})"};
    auto const done = decode<BatchDone>(text);
    REQUIRE(done);
    CHECK(encode(*done) == text);
}

TEST_CASE("a sentence is the path and the problem", "[wire]")
{
    CHECK(sentence({"users[3].email", "must be text"}) == "users[3].email: must be text");
    CHECK(sentence({"", "must be an object"}) == "must be an object");
}
