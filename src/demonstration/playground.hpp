// The whole house in one page: the service, its store in memory, and safes that speak to it. Does what the server does around
// the service (server-stub/site.hpp), on one thread: holds answers back until what they tell of is kept, runs its work,
// passes on events and messages. No clock inside, and no way out: what is to leave is taken by `take_out`.
//
//   auto playground = Playground{zone_rule};
//   for (page of what was kept) playground.bring(page);
//   playground.open(now); if (playground.is_empty()) playground.install(document, emails, password, now);
//   playground.ask(1, request, now);  → `take_out` has a page to keep, then, after `kept`, the answer
#pragma once

#include "service/memory_store.hpp"
#include "service/random.hpp"
#include "service/service.hpp"
#include "simulate/simulated_safe.hpp"

#include <array>
#include <cstdint>
#include <deque>
#include <expected>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace castellan {

class Playground {
public:
    /// Names a request of the page, and the stream that it may have opened.
    using AskId = std::uint64_t;
    using ZoneRule = std::function<std::optional<std::string>(std::string_view name)>;

    explicit Playground(ZoneRule zone_rule);

    /// A page that was kept in an earlier run, in the order in which they came. False if it can't be used, nor what follows.
    [[nodiscard]] bool bring(std::string_view page);

    /// False if what was brought does not fit together.
    [[nodiscard]] bool open(Instant now);
    [[nodiscard]] bool is_empty() const { return service_->is_empty(); }

    /// Puts the demonstration in place; these people share this password. The problem, as a sentence.
    [[nodiscard]] std::expected<void, std::string> install(std::string_view document, std::span<std::string_view const> emails,
                                                           std::string_view password, Instant now);

    void ask(AskId id, Request const& request, Instant now);
    /// Nobody waits for this answer, or listens to this stream, any more.
    void forget(AskId id);

    /// What became of the page with this ticket.
    void kept(std::uint64_t ticket, bool kept, Instant now);

    /// Plays all safes as devices, whose keys are made of this secret.
    void play(std::array<unsigned char, 32> const& secret, std::uint64_t seed, Instant now);
    /// The device of this safe loses its network for so long; false if there is none.
    bool unplug(std::string_view safe, Instant ms, Instant now);

    /// Some four times a second: time passes, safes speak, long work goes on.
    void step(Instant now);

    /// All that has happened since, as parcels (demonstration/parcel.hpp) one after the other, each beginning with its kind:
    ///
    ///   page     ticket, what is to be kept           then `kept`; the next one comes after it
    ///   answer   id, status, fields, body             fields: "Name: value\n" each
    ///   open     id, status, fields, first event      the stream stays open
    ///   event    id, a whole event
    ///   end      id
    ///   message  channel, kind, to, subject, text
    [[nodiscard]] std::string take_out(Instant now);

    [[nodiscard]] World const& world() const { return service_->world(); }

private:
    /// Who asked: the page, or the device at this place of `safes_`.
    struct Asker {
        AskId id = 0;
        std::optional<std::size_t> safe;
    };
    struct Waiting {
        std::uint64_t ticket;
        Asker asker;
        Outcome outcome;
    };

    void settle(Asker asker, Outcome outcome, Instant now);
    void deliver(Asker asker, Outcome outcome, Instant now);
    void take_held(Instant now);
    void let_safes_speak(Instant now);

    MemoryStore store_;
    SystemRandom random_;
    Options options_;
    std::unique_ptr<Service> service_;
    std::optional<Batch> writing_;
    std::deque<Waiting> waiting_;
    std::map<HeldId, Asker> held_;
    std::map<StreamId, AskId> streams_;
    std::vector<SimulatedSafe> safes_;
    std::string out_;
    Instant passed_ = 0;
};

} // namespace castellan
