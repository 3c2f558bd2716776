// A service with the Riverside organisation in a memory store, and short words for talking to it.
#pragma once

#include "service/memory_store.hpp"
#include "service/service.hpp"
#include "wire/routes.hpp"

#include <map>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::test {

/// Random bytes that are the same in each run.
class SeededRandom final : public Random {
public:
    explicit SeededRandom(std::uint32_t seed = 7) : engine_(seed) {}
    void fill(std::span<std::byte> bytes) override
    {
        for (auto& byte : bytes)
            byte = static_cast<std::byte>(engine_() & 0xFFU);
    }

private:
    std::mt19937 engine_;
};

/// The password of everybody in the house.
inline constexpr std::string_view password = "correct horse battery";

/// What a request carries besides method, target and body.
struct Extras {
    std::string_view idempotency_key = {};
    std::string_view if_match = {};
    std::string_view code = {};
    std::string_view second_person = {};
    std::string_view content_type = "application/json";
    std::string_view castellan_request = "1";
    std::string_view origin = {};
    std::string_view fetch_site = {};
    std::string_view address = "192.0.2.1";
    std::string_view device = {};
    std::string_view user_agent = {};
    std::string_view authorization = {};
};

class House {
public:
    explicit House(Options const& options = cheap(), bool empty = false);

    [[nodiscard]] static Options cheap()
    {
        return {.passwords = cheap_passwords};
    }

    /// One request as a person (empty: as nobody), committed, answered.
    Response ask(std::string_view person, std::string_view method, std::string_view target, std::string_view body = {},
                 Extras const& extras = {});
    Response get(std::string_view person, std::string_view target) { return ask(person, "GET", target); }

    /// The same with a cookie as it stands.
    Response ask_with_cookie(std::string_view cookie, std::string_view method, std::string_view target,
                             std::string_view body = {}, Extras const& extras = {});

    /// The outcome without committing anything.
    Outcome ask_only(std::string_view person, std::string_view method, std::string_view target,
                     std::string_view body = {}, Extras const& extras = {});

    Response sign_in(std::string_view email, std::string_view secret, std::string_view address = "192.0.2.1");

    /// The cookie of a person, who signs in if he has not yet.
    std::string const& cookie_of(std::string_view person);
    void forget_cookies() { cookies_.clear(); }

    /// Takes the place of a cookie that was given anew.
    void remember_cookie(std::string_view person, Response const& response);

    /// Another organisation, in an empty house; everybody in it gets the password.
    void install(std::string_view document);

    void commit();
    void restart();

    /// Lets time pass, noticed once at its end.
    void pass(Instant ms);

    /// The answers to requests that were held, which have come since.
    [[nodiscard]] std::map<HeldId, Response> take_held();

    [[nodiscard]] World const& world() const { return service->world(); }
    [[nodiscard]] UserId user(std::string_view id) const { return world().users.find(id); }

    /// A hash of the whole world with versions, orders and revision, for comparing.
    [[nodiscard]] std::string picture() const;

    MemoryStore store;
    SeededRandom random;
    Options options;
    std::unique_ptr<Service> service;
    std::vector<Message> messages; // that have left, the latest last
    Instant now = 1'700'000'000'000;

    /// Runs what is to be run, commits, and gives the answer.
    Response settle(Outcome outcome);

private:

    std::map<std::string, std::string, std::less<>> cookies_;
};

/// The value of a text or number member somewhere in a JSON answer, by its path ("users[0].id"); empty if not there.
[[nodiscard]] std::string at(Response const& response, std::string_view path);
[[nodiscard]] std::string at(std::string_view json, std::string_view path);

} // namespace castellan::test
