// A whole service in memory, with everybody's password known, and ways to reach it: as requests, or as a client does.
#pragma once

#include "client/replica.hpp"
#include "client/transport.hpp"
#include "service/memory_store.hpp"
#include "service/random.hpp"
#include "service/service.hpp"

#include <deque>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::test {

/// Random bytes that are the same in each run.
class SteadyRandom final : public Random {
public:
    void fill(std::span<std::byte> bytes) override
    {
        for (auto& byte : bytes)
            byte = static_cast<std::byte>(engine_() & 0xFFU);
    }

private:
    std::mt19937 engine_{11};
};

class Town {
public:
    /// `document`: RULEBOOK 8. Everybody active can sign in.
    explicit Town(std::string_view document);

    /// One request as a person, by id, or as nobody; committed and answered.
    Response ask(std::string_view person, client::Request const& request);
    Response ask(std::string_view person, std::string_view method, std::string_view path, std::string_view body = {});

    /// Judges a change in this very world as the service does, and takes it back: 200, or why not.
    struct Verdict {
        int status = 0; // 200, 403, 404, 409, 412, 428 …
        std::string rule;
        std::string detail;
    };
    Verdict try_out(std::string_view person, std::string_view change);

    [[nodiscard]] client::Replica replica_of(std::string_view person);
    [[nodiscard]] World const& world() const { return service_->world(); }
    [[nodiscard]] std::string const& id_of(UserId user) const { return world().users[user].id; }

    Instant now = 1'795'000'000'000; // 2026-11-18, before what the demonstration's stock expires on

    /// Lets the service do what takes long.
    void work();

    /// What open event streams would have sent since.
    std::vector<std::string> take_events();

    /// Requests from now on are lost before or after they were carried out.
    enum class Weather { fair, request_lost, answer_lost };
    Weather weather = Weather::fair;

private:
    std::string const& cookie_of(std::string_view person);
    Response settle(Outcome outcome);
    void commit();

    MemoryStore store_;
    SteadyRandom random_;
    std::unique_ptr<Service> service_;
    std::map<std::string, std::string, std::less<>> cookies_;
};

/// A client's way to the town: answers come when they are delivered, so that a test decides what overtakes what.
class TownTransport final : public client::Transport {
public:
    TownTransport(Town& town, std::string person) : town_(town), person_(std::move(person)) {}

    void request(client::Request request, Receiver receive) override;
    void listen(std::string_view path) override { listening = path; }

    /// Delivers what is waiting, and what is asked for on its account, until nothing is.
    void deliver();
    /// Delivers one answer; false if none was waiting.
    bool deliver_one();

    std::string listening;
    std::vector<client::Request> sent;

private:
    struct Waiting {
        client::Request request;
        Receiver receive;
    };
    Town& town_;
    std::string person_;
    std::deque<Waiting> waiting_;
};

[[nodiscard]] std::string demonstration(); // the text of assets/demo.json
[[nodiscard]] std::vector<std::string> demonstration_personas();

} // namespace castellan::test
