// X-8: one-time codes, from both sides: what they are good for, and everything that they are not.
#include "tests/service/house.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>
#include <format>
#include <set>

using namespace castellan;
using namespace castellan::test;

namespace {

/// Three administrators, so that one can disable another and there is still one left; one of them has no verified phone.
constexpr std::string_view three_administrators = R"({"organization": {"id": "o1", "name": "Riverside EMS"},
    "accounts": [{"id": "a1", "name": "Fire"}],
    "users": [
     {"id": "tess", "name": "Tess", "email": "tess@riverside.example", "phone": "+15550102", "administrator": true},
     {"id": "theo", "name": "Theo", "email": "theo@riverside.example", "phone": "+15550103", "administrator": true},
     {"id": "tom",  "name": "Tom",  "email": "tom@riverside.example",  "phone": "+15550104", "administrator": true, "verified": ["email"]},
     {"id": "ada",  "name": "Ada",  "email": "ada@riverside.example",  "accounts": {"a1": {"safes": "account_admin"}}},
     {"id": "pia",  "name": "Pia",  "email": "pia@riverside.example",  "accounts": {"a1": {"profiles": "full_admin"}}},
     {"id": "pam",  "name": "Pam",  "email": "pam@riverside.example",  "status": "disabled", "accounts": {"a1": {"profiles": "full_admin"}}},
     {"id": "uma",  "name": "Uma",  "email": "uma@riverside.example",  "accounts": {"a1": {"safes": "user"}}}]})";

constexpr std::string_view disable_theo = R"({"change":{"kind":"user.disable","user":"theo"}})";

struct Riverside : House {
    Riverside() : House(House::cheap(), true) { install(three_administrators); }

    /// Has a code sent to tess, and reads it from the mail.
    std::string code_for(std::string_view body, std::string_view person = "tess")
    {
        auto const before = messages.size();
        auto const response = ask(person, "POST", "/api/v1/codes", body);
        INFO(response.body);
        REQUIRE(response.status == 201);
        REQUIRE(messages.size() > before);
        return code_in(messages.back());
    }

    Response disable(std::string_view whom, std::string_view code, std::string_view person = "tess")
    {
        return ask(person, "POST", std::format("/api/v1/users/{}/disable", whom), {}, {.code = code});
    }

    static std::string code_in(Message const& message)
    {
        for (std::size_t begin = 0; begin + 6 <= message.text.size(); ++begin) {
            auto const part = std::string_view{message.text}.substr(begin, 6);
            if (std::ranges::all_of(part, [](char letter) { return letter >= '0' && letter <= '9'; }))
                return std::string{part};
        }
        return {};
    }

    [[nodiscard]] Status status_of(std::string_view id) const { return world().users[user(id)].status; }
};

std::string other_than(std::string_view code, int by = 1)
{
    return std::format("{:06}", (std::stoi(std::string{code}) + by) % 1'000'000);
}

} // namespace

TEST_CASE("X-8: without a code the answer says what is needed, and with it the change is carried out", "[service][codes][X-8]")
{
    auto house = Riverside{};
    auto const refused = house.disable("theo", "");
    CHECK(refused.status == 428);
    CHECK(at(refused, "rule") == "X-8");
    CHECK(at(refused, "effect") == "after");
    CHECK(at(refused, "needs[0]") == "otp");
    CHECK(house.messages.empty());

    auto const sent = house.ask("tess", "POST", "/api/v1/codes", disable_theo);
    REQUIRE(sent.status == 201);
    CHECK(at(sent, "sent_to[0]") == "email");
    CHECK(at(sent, "sent_to[1]") == "phone");
    CHECK(at(sent, "expires") == "2023-11-14T22:18:20.000Z");

    // The same code to both of the actor's addresses, and to nobody else.
    REQUIRE(house.messages.size() == 2);
    CHECK(house.messages[0].channel == Channel::email);
    CHECK(house.messages[0].to == "tess@riverside.example");
    CHECK(house.messages[1].channel == Channel::sms);
    CHECK(house.messages[1].to == "+15550102");
    auto const code = Riverside::code_in(house.messages[0]);
    CHECK(code.size() == 6);
    CHECK(Riverside::code_in(house.messages[1]) == code);
    CHECK_FALSE(sent.body.contains(code));

    CHECK(house.status_of("theo") == Status::active);
    CHECK(house.disable("theo", code).status == 200);
    CHECK(house.status_of("theo") == Status::disabled);
}

TEST_CASE("X-8: the code is good by whichever door the same change comes", "[service][codes][X-8]")
{
    auto house = Riverside{};
    auto const code = house.code_for(disable_theo);
    auto const body = R"({"changes":[{"kind":"user.edit_self","fields":{"name":"Tess M."}},{"kind":"user.disable","user":"theo"}]})";
    CHECK(house.ask("tess", "POST", "/api/v1/changes", body).status == 428);
    CHECK(house.ask("tess", "POST", "/api/v1/changes", body, {.code = code}).status == 200);
    CHECK(house.status_of("theo") == Status::disabled);
}

TEST_CASE("X-8: in a batch the codes stand in the order of the changes that need one", "[service][codes][X-8]")
{
    auto house = Riverside{};
    auto const theo = house.code_for(disable_theo);
    auto const tom = house.code_for(R"({"change":{"kind":"user.disable","user":"tom"}})");
    auto const body = R"({"changes":[{"kind":"user.disable","user":"theo"},{"kind":"user.disable","user":"tom"}]})";
    CHECK(house.ask("tess", "POST", "/api/v1/changes", body, {.code = theo}).status == 428);
    auto const swapped = house.ask("tess", "POST", "/api/v1/changes", body, {.code = tom + "," + theo});
    CHECK(swapped.status == 428);
    CHECK(at(swapped, "path") == "changes[0]");
    // Nothing of a batch that was refused took effect, so its codes are still good.
    CHECK(house.status_of("theo") == Status::active);
    CHECK(house.ask("tess", "POST", "/api/v1/changes", body, {.code = theo + "," + tom}).status == 200);
}

TEST_CASE("X-8: a code is good once", "[service][codes][X-8]")
{
    auto house = Riverside{};
    auto const code = house.code_for(disable_theo);
    REQUIRE(house.disable("theo", code).status == 200);
    REQUIRE(house.ask("tess", "POST", "/api/v1/users/theo/enable").status == 200);
    // Enabled again, he comes back without the role (T-2), so that disabling him needs no code now; the other administrator.
    auto const tom = house.code_for(R"({"change":{"kind":"user.disable","user":"tom"}})");
    CHECK(house.disable("tom", code).status == 428);
    CHECK(house.disable("tom", tom).status == 200);
}

TEST_CASE("X-8: a code is good for five minutes", "[service][codes][X-8]")
{
    auto house = Riverside{};
    auto const code = house.code_for(disable_theo);
    SECTION("up to the last moment")
    {
        house.now += Instant{5} * 60 * 1000 - 1;
        CHECK(house.disable("theo", code).status == 200);
    }
    SECTION("and not a moment longer")
    {
        house.now += Instant{5} * 60 * 1000;
        CHECK(house.disable("theo", code).status == 428);
        CHECK(house.status_of("theo") == Status::active);
    }
}

TEST_CASE("X-8: five tries; the sixth is refused although it is right", "[service][codes][X-8]")
{
    auto house = Riverside{};
    auto const code = house.code_for(disable_theo);
    auto const wrong_tries = GENERATE(4, 5);
    for (auto guess = 1; guess <= wrong_tries; ++guess) {
        auto const refused = house.disable("theo", other_than(code, guess));
        REQUIRE(refused.status == 428);
        CHECK(at(refused, "detail").contains(guess < 5 ? "not the code that was sent" : "the last try"));
    }
    CHECK(house.disable("theo", code).status == (wrong_tries == 4 ? 200 : 428));
    CHECK(house.status_of("theo") == (wrong_tries == 4 ? Status::disabled : Status::active));
}

TEST_CASE("X-8: a code is for one actor, in the session that asked for it", "[service][codes][X-8]")
{
    auto house = Riverside{};
    auto const code = house.code_for(R"({"change":{"kind":"user.disable","user":"tom"}})");
    CHECK(house.disable("tom", code, "theo").status == 428);
    auto const other = house.sign_in("tess@riverside.example", password).set_cookie;
    CHECK(house.ask_with_cookie(other.substr(0, other.find(';')), "POST", "/api/v1/users/tom/disable", {}, {.code = code}).status ==
          428);
    CHECK(house.disable("tom", code).status == 200);
}

TEST_CASE("X-8: a code is for one exact change", "[service][codes][X-8]")
{
    auto house = Riverside{};
    auto const code = house.code_for(disable_theo);
    CHECK(house.disable("tom", code).status == 428);
    CHECK(house.status_of("tom") == Status::active);
    // Tries at another change don't wear this code out.
    for (auto guess = 0; guess < 6; ++guess)
        REQUIRE(house.disable("tom", code).status == 428);
    CHECK(house.disable("theo", code).status == 200);
}

TEST_CASE("X-8: a new code takes the place of the former one", "[service][codes][X-8]")
{
    auto house = Riverside{};
    auto const first = house.code_for(disable_theo);
    auto const second = house.code_for(disable_theo);
    REQUIRE(first != second);
    CHECK(house.disable("theo", first).status == 428);
    CHECK(house.disable("theo", second).status == 200);
}

TEST_CASE("X-8: no code is issued where the change would be refused, is not now, or needs none", "[service][codes][X-8]")
{
    auto house = Riverside{};
    struct Row {
        std::string_view person, change;
        int status;
    };
    for (auto const& [person, change, status] : {
             Row{"ada", R"({"kind":"user.disable","user":"uma"})", 403},    // who lacks the permission
             Row{"ada", R"({"kind":"user.disable","user":"theo"})", 404},   // of whom she does not know
             Row{"tess", R"({"kind":"user.disable","user":"tess"})", 403},  // X-3
             Row{"tess", R"({"kind":"user.disable","user":"pam"})", 409},   // X-13: is so already
             Row{"tess", R"({"kind":"user.disable","user":"uma"})", 409},   // needs no code
             Row{"tess", R"({"kind":"user.disable","user":"nobody"})", 404},
             Row{"tess", R"({"kind":"user.disable"})", 422},
             Row{"tess", R"({"kind":"user.dissable","user":"theo"})", 422},
         }) {
        CAPTURE(person, change);
        CHECK(house.ask(person, "POST", "/api/v1/codes", std::format(R"({{"change":{}}})", change)).status == status);
    }
    CHECK(house.ask("", "POST", "/api/v1/codes", disable_theo).status == 401);
    CHECK(house.messages.empty());
    CHECK(house.status_of("uma") == Status::active);
}

TEST_CASE("X-8: what is refused to whoever asks for a code is in the trail like the change itself", "[service][codes][X-7][X-8]")
{
    auto house = Riverside{};
    REQUIRE(house.ask("ada", "POST", "/api/v1/codes", R"({"change":{"kind":"user.disable","user":"uma"}})").status == 403);
    CHECK(house.store.entries().back().kind == "user.disable");
    CHECK(house.store.entries().back().actor == "ada");
    // And wrong codes are refused changes too.
    auto const code = house.code_for(disable_theo);
    auto const before = house.store.entries().size();
    REQUIRE(house.disable("theo", other_than(code)).status == 428);
    CHECK(house.store.entries().size() == before + 1);
    for (auto const& entry : house.store.entries())
        CHECK_FALSE(entry.body.contains(code));
}

TEST_CASE("X-8: a code is void as soon as its owner loses the right, also if he gets it back", "[service][codes][X-8]")
{
    auto house = Riverside{};
    auto const code = house.code_for(disable_theo);
    auto const tess = house.cookie_of("tess");
    auto const against = house.code_for(R"({"change":{"kind":"user.disable","user":"tess"}})", "theo");
    REQUIRE(house.disable("tess", against, "theo").status == 200);
    CHECK(house.ask_with_cookie(tess, "POST", "/api/v1/users/theo/disable", {}, {.code = code}).status == 401);
    CHECK(house.status_of("theo") == Status::active);

    REQUIRE(house.ask("theo", "POST", "/api/v1/users/tess/enable").status == 200);
    house.forget_cookies();
    CHECK(house.disable("theo", code).status >= 400);
    CHECK(house.status_of("theo") == Status::active);
}

TEST_CASE("X-8: signing out, a restart and a failed commit void codes", "[service][codes][X-8]")
{
    auto house = Riverside{};
    auto const code = house.code_for(disable_theo);
    SECTION("signing out")
    {
        REQUIRE(house.ask("tess", "DELETE", "/api/v1/session").status == 204);
        house.forget_cookies();
    }
    SECTION("a restart")
    {
        house.restart();
    }
    SECTION("a failed commit")
    {
        house.store.fail_appends(1);
        static_cast<void>(house.disable("theo", code)); // taken back with its batch
        house.forget_cookies();
    }
    CHECK(house.disable("theo", code).status == 428);
    CHECK(house.status_of("theo") == Status::active);
}

TEST_CASE("X-8: a person has five codes sent within a quarter of an hour", "[service][codes][X-8]")
{
    auto house = Riverside{};
    for (auto time = 0; time < 5; ++time)
        static_cast<void>(house.code_for(disable_theo));
    auto const sixth = house.ask("tess", "POST", "/api/v1/codes", disable_theo);
    CHECK(sixth.status == 429);
    CHECK(sixth.retry_after_s);
    CHECK(house.messages.size() == 10);
    // Nobody else is slowed down by it, and time helps.
    CHECK_FALSE(house.code_for(R"({"change":{"kind":"user.disable","user":"tom"}})", "theo").empty());
    house.now += Instant{15} * 60 * 1000;
    CHECK(house.disable("theo", house.code_for(disable_theo)).status == 200);
}

TEST_CASE("X-8: a header that is no code is said to be none, and is no try", "[service][codes][X-8]")
{
    auto house = Riverside{};
    auto const code = house.code_for(disable_theo);
    for (auto const* header : {"12345", "1234567", "abcdef", "12 456", "123456;654321", ",123456"}) {
        CAPTURE(header);
        for (auto again = 0; again < 2; ++again)
            REQUIRE(house.disable("theo", header).status == 422);
    }
    CHECK(house.disable("theo", code).status == 200);
}

TEST_CASE("X-8: a code adds no right, and is spent on nothing that needs none", "[service][codes][X-8]")
{
    auto house = Riverside{};
    auto const code = house.code_for(disable_theo);
    CHECK(house.ask("ada", "POST", "/api/v1/users/uma/disable", {}, {.code = code}).status == 403);
    CHECK(house.disable("uma", code).status == 200);
    CHECK(house.disable("theo", code).status == 200);
}

TEST_CASE("X-8: the same Idempotency-Key goes on from the question for a code to the change", "[service][codes][X-8]")
{
    auto house = Riverside{};
    auto const disable = [&](std::string_view code) {
        return house.ask("tess", "POST", "/api/v1/users/theo/disable", {}, {.idempotency_key = "k1", .code = code});
    };
    CHECK(disable("").status == 428);
    auto const code = house.code_for(disable_theo);
    auto const done = disable(code);
    CHECK(done.status == 200);
    CHECK(disable(code).body == done.body);
}

TEST_CASE("X-8: a message leaves when what was judged is durable, and never if that fails", "[service][codes][X-8]")
{
    auto house = Riverside{};
    static_cast<void>(house.cookie_of("tess"));
    // Something is on its way to the store, on which the judgement stands.
    auto outcome = house.ask_only("tess", "PATCH", "/api/v1/self", R"({"name":"Tess M."})");
    REQUIRE(outcome.response.status == 200);
    outcome = house.ask_only("tess", "POST", "/api/v1/codes", disable_theo);
    REQUIRE(outcome.response.status == 201);
    CHECK(house.service->take_messages().empty());
    auto const batch = house.service->take_batch();
    CHECK(house.service->take_messages().empty());
    SECTION("durable")
    {
        REQUIRE(house.store.append(batch));
        house.service->committed(batch.ticket);
        CHECK(house.service->take_messages().size() == 2);
        CHECK(house.service->take_messages().empty());
    }
    SECTION("lost")
    {
        house.service->failed(house.now);
        CHECK(house.service->take_messages().empty());
        static_cast<void>(house.service->take_batch());
        CHECK(house.service->take_messages().empty());
    }
}

TEST_CASE("X-8: codes differ, and are spread over all six digits", "[service][codes][X-8]")
{
    auto house = Riverside{};
    auto codes = std::set<std::string>{};
    auto first_digits = std::set<char>{};
    for (auto time = 0; time < 60; ++time) {
        house.now += Instant{3} * 60 * 1000;
        auto const code = house.code_for(disable_theo);
        codes.insert(code);
        first_digits.insert(code[0]);
    }
    CHECK(codes.size() > 55);
    CHECK(first_digits.size() > 7);
}

TEST_CASE("X-6: when the last holder of an account's top role is disabled, its full_admins and the administrators are told",
          "[service][codes][X-6]")
{
    auto house = Riverside{};
    SECTION("the last account_admin")
    {
        REQUIRE(house.disable("ada", "").status == 200);
        auto told = std::set<std::string>{};
        for (auto const& message : house.messages) {
            CHECK(message.kind == MessageKind::warning);
            CHECK(message.channel == Channel::email);
            CHECK(message.text.contains("Ada"));
            CHECK(message.text.contains("Fire"));
            told.insert(message.to);
        }
        // Not who is disabled, though he was full_admin; not who has another role.
        CHECK(told == std::set<std::string>{"pia@riverside.example", "tess@riverside.example", "theo@riverside.example",
                                            "tom@riverside.example"});
    }
    SECTION("the last full_admin")
    {
        REQUIRE(house.disable("pia", "").status == 200);
        CHECK(house.messages.size() == 3);
    }
    SECTION("somebody else")
    {
        REQUIRE(house.disable("uma", "").status == 200);
        CHECK(house.messages.empty());
    }
}

namespace {

std::string edit_self(std::string_view member, std::string_view value)
{
    return std::format(R"({{"change":{{"kind":"user.edit_self","fields":{{"{}":"{}"}}}}}})", member, value);
}

} // namespace

TEST_CASE("X-11: a new address of one's own is confirmed by a code that goes there and nowhere else", "[service][codes][X-11]")
{
    auto house = Riverside{};
    auto const body = R"({"email":"Tess.M@riverside.example"})";
    auto const refused = house.ask("tess", "PATCH", "/api/v1/self", body);
    CHECK(refused.status == 428);
    CHECK(at(refused, "needs[0]") == "otp");

    auto const code = house.code_for(edit_self("email", "Tess.M@riverside.example"));
    REQUIRE(house.messages.size() == 1);
    CHECK(house.messages[0].kind == MessageKind::address_code);
    CHECK(house.messages[0].channel == Channel::email);
    CHECK(lowered(house.messages[0].to) == "tess.m@riverside.example");
    CHECK(house.ask("tess", "PATCH", "/api/v1/self", R"({"email":"other@riverside.example"})", {.code = code}).status == 428);
    CHECK(house.ask("tess", "PATCH", "/api/v1/self", body, {.code = code}).status == 200);
    auto const& tess = house.world().users[house.user("tess")];
    CHECK(lowered(tess.email) == "tess.m@riverside.example");
    CHECK(tess.email_verified);
    // The former letter box is told, so that nobody loses his address without knowing.
    CHECK(house.messages.back().to == "tess@riverside.example");
    CHECK(house.messages.back().kind == MessageKind::notice);
    CHECK(house.sign_in("tess.m@riverside.example", password).status == 201);
}

TEST_CASE("X-11: a new telephone number gets its code as a text message", "[service][codes][X-11]")
{
    auto house = Riverside{};
    auto const code = house.code_for(edit_self("phone", "+15550199"), "tom");
    REQUIRE(house.messages.size() == 1);
    CHECK(house.messages[0].channel == Channel::sms);
    CHECK(house.messages[0].to == "+15550199");
    REQUIRE(house.ask("tom", "PATCH", "/api/v1/self", R"({"phone":"+15550199"})", {.code = code}).status == 200);
    CHECK(house.world().users[house.user("tom")].phone_verified);
    // Now he has both addresses, and X-8 has where to send its codes.
    CHECK_FALSE(house.code_for(disable_theo, "tom").empty());
}

TEST_CASE("X-8: without both addresses verified no code is issued, and the advice is to add them", "[service][codes][X-8]")
{
    auto house = Riverside{};
    auto const refused = house.ask("tom", "POST", "/api/v1/codes", disable_theo);
    CHECK(refused.status == 409);
    CHECK(at(refused, "rule") == "X-8");
    CHECK(at(refused, "detail").contains("verify"));
    CHECK(house.messages.empty());
}

TEST_CASE("X-11: each address is confirmed by a code of its own", "[service][codes][X-11]")
{
    auto house = Riverside{};
    auto const both = R"({"email":"t@riverside.example","phone":"+15550199"})";
    CHECK(house.ask("tess", "POST", "/api/v1/codes", std::format(R"({{"change":{{"kind":"user.edit_self","fields":{}}}}})", both)).status == 422);
    CHECK(house.messages.empty());
    auto const code = house.code_for(edit_self("email", "t@riverside.example"));
    CHECK(house.ask("tess", "PATCH", "/api/v1/self", both, {.code = code}).status == 428);
}

TEST_CASE("X-12: no code goes to an address that is somebody's, and who may not see him learns no more than that",
          "[service][codes][X-12]")
{
    auto house = Riverside{};
    auto const refused = house.ask("uma", "POST", "/api/v1/codes", edit_self("email", "theo@riverside.example"));
    CHECK(refused.status == 409);
    CHECK(at(refused, "rule") == "X-12");
    CHECK(at(refused, "detail") == "This e-mail address can't be used.");
    CHECK(house.messages.empty());
}

TEST_CASE("X-11: nobody's letter box is filled with codes that others ask for", "[service][codes][X-11]")
{
    auto house = Riverside{};
    auto const asked = edit_self("email", "victim@elsewhere.example");
    for (auto const person : {"tess", "theo", "tom", "ada", "pia"})
        REQUIRE(house.ask(person, "POST", "/api/v1/codes", asked).status == 201);
    CHECK(house.ask("uma", "POST", "/api/v1/codes", asked).status == 429);
    CHECK(house.messages.size() == 5);
}

TEST_CASE("X-8: what is wrong with a code is said: another one, the last try, its time, none", "[service][codes][X-8]")
{
    auto house = Riverside{};
    auto const reason = [&](std::string const& code) { return at(house.disable("theo", code), "detail"); };
    CHECK(reason("123456").starts_with("There is no code for this change"));
    auto const code = house.code_for(disable_theo);
    for (auto tries = 1; tries < 5; ++tries)
        CHECK(reason(other_than(code)) == "This is not the code that was sent for this change.");
    CHECK(reason(other_than(code)).starts_with("That was the last try"));
    CHECK(reason(code).starts_with("There is no code for this change"));
    auto const late = house.code_for(disable_theo);
    house.pass(5 * 60'000);
    CHECK(reason(late).starts_with("The code has expired"));
    CHECK(house.status_of("theo") == Status::active);
}
