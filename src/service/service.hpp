// The backend without a socket: one organisation, its world, its sessions, its log. One thread calls everything here;
// only `Work::run` and `Store::append` belong on others. No clock inside: `now` is passed in.
//
//   auto service = Service::open(store, random, options, now).value();
//   auto outcome = service->handle(request, now);
//   if (outcome.work)  → run it on the password pool, then outcome = service->finish(*outcome.work, now);
//   hold outcome.response back until committed(n) with n >= outcome.after was told (at once where `after` is 0)
//
//   the writer's round, at most one batch on its way at a time:
//   auto batch = service->take_batch();
//   store.append(batch) ? service->committed(batch.ticket) : service->failed(now);
#pragma once

#include "model/world.hpp"
#include "service/body_stream.hpp"
#include "service/message.hpp"
#include "service/options.hpp"
#include "service/posting.hpp"
#include "service/random.hpp"
#include "service/request.hpp"
#include "service/store.hpp"
#include "service/work.hpp"

#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace castellan {

/// Names one open event stream. 0 names none.
using StreamId = std::uint64_t;

/// Names one request whose answer comes later. 0 names none.
using HeldId = std::uint64_t;

/// What came of a request.
struct Outcome {
    Response response;

    /// The ticket that must be committed before the response may leave; 0: now. A read has one too while the world that
    /// it saw is not yet durable. If the commit fails, answer `Service::not_durable()` instead.
    std::uint64_t after = 0;

    /// Set instead of a response: run it off the thread, then `Service::finish`.
    std::unique_ptr<Work> work;

    /// Not 0: this response (200, text/event-stream) stays open, once `after` is durable. Its first event is in the
    /// body; what follows comes from `take_events`. When the client goes, call `close_stream`.
    StreamId stream = 0;

    /// Not 0: there is no response yet; it comes from `take_held`, at the latest after half a minute of `pass_time`.
    HeldId held = 0;

    /// Set instead of the response's body: what follows the head, once `after` is durable.
    std::unique_ptr<BodyStream> body;
};

/// Something to send on an open stream, or its end.
struct StreamEvent {
    StreamId stream = 0;
    std::string_view text; // a whole event, ready to send; valid until the next call of `take_events`
    bool end = false;      // the session is over: close, nothing else is sent
};

/// The outcome of a request that was held: as if `handle` gave it now.
struct HeldOutcome {
    HeldId held = 0;
    Outcome outcome;
};

/// A code for pairing a device with the safe of this serial number.
struct SafePairing {
    std::string serial;
    std::string code;
};

enum class OpenError : std::uint8_t {
    unavailable, // the store can't be read
    damaged,     // an entry or the snapshot can't be understood
    broken_chain // the log was altered
};

class Service {
public:
    /// Reads the latest snapshot and the entries after it. `store` and `random` must outlive the service.
    [[nodiscard]] static std::expected<std::unique_ptr<Service>, OpenError> open(Store& store, Random& random,
                                                                                 Options const& options, Instant now);
    virtual ~Service() = default;

    /// Judges and answers one request.
    [[nodiscard]] virtual Outcome handle(Request const& request, Instant now) = 0;

    /// Goes on with a request whose work has run. May be called in any order, also after `failed`.
    [[nodiscard]] virtual Outcome finish(Work& work, Instant now) = 0;

    /// Instead of `finish`, for work that was not run because there was no room (`busy`): it counts as no try.
    virtual void dropped(Work& work) = 0;

    // The log

    /// Everything that is not yet written, in order; empty if there is nothing. Call again only after `committed` or
    /// `failed`.
    [[nodiscard]] virtual Batch take_batch() = 0;

    /// The batch with this ticket is durable: answers held for tickets up to it may leave.
    virtual void committed(std::uint64_t ticket) = 0;

    /// The store refused the batch. Everything since the last durable one is forgotten, and the world, the sessions and
    /// the secrets are read again from the store; everybody who waits is to be told `not_durable()`. If that
    /// reading fails too, every request gets 503 until a later call succeeds (`handle` tries again by itself).
    virtual void failed(Instant now) = 0;

    // Messages

    /// What is to be said to people outside, now that everything it tells of is durable: call it after `committed`. Never
    /// given twice; whoever takes them delivers them.
    [[nodiscard]] virtual std::vector<Message> take_messages() = 0;

    // Webhooks

    /// What is due to be sent to receivers now, and durable: call it after `committed` and once a second. Each comes back
    /// by `posted`; what does not, because the process ended, is taken again after the next start.
    [[nodiscard]] virtual std::vector<Posting> take_postings(Instant now) = 0;
    virtual void posted(std::string_view key, PostingResult const& result, Instant now) = 0;

    // Long work

    /// Does a little of what takes long, such as an import; false if there is nothing of that kind to do. Call it
    /// while it says that there is, with requests in between.
    [[nodiscard]] virtual bool work_on(Instant now) = 0;

    // Time

    /// Call it once a second: safes that were not heard are away, orders expire, held requests have waited long enough.
    virtual void pass_time(Instant now) = 0;

    // Requests whose answers come later: devices that wait for orders

    /// Those that have their answer: call it after whatever else was called.
    [[nodiscard]] virtual std::vector<HeldOutcome> take_held() = 0;

    /// Everybody gets an answer now: the server stops.
    virtual void release_held() = 0;

    // Event streams

    /// What is to be sent on streams since the last call: call it after `committed`, `failed`, and once a second,
    /// so that streams of expired sessions end.
    [[nodiscard]] virtual std::vector<StreamEvent> take_events(Instant now) = 0;
    virtual void close_stream(StreamId stream) = 0;

    /// Where people reach the console ("https://castellan.example"): what links in messages begin with.
    virtual void reached_at(std::string origin) = 0;

    // First steps

    /// Nothing has been installed yet: the only thing that works is set-up by the one-time link.
    [[nodiscard]] virtual bool is_empty() const = 0;

    /// The secret of the one-time link for `POST /api/v1/setup`: made anew at each start, void once used. The page is
    /// `/#/setup/<token>`. Empty when the store is not.
    [[nodiscard]] virtual std::string setup_token() = 0;

    /// Installs an organisation from a document (RULEBOOK 8) into an empty store, as entry 1. The problem, as a sentence
    /// with its path, if the document is not sound or the store is not empty. Commit it by `take_batch`.
    [[nodiscard]] virtual std::expected<void, std::string> install(std::string_view document, Demonstration demonstration,
                                                                   Instant now) = 0;

    /// Sets the password of a person of the installed document, by his e-mail: `hash` comes from `hash_password`.
    /// False if there is no such person. Once the installation is durable this is a reset: it ends the person's sessions and
    /// is in the log. For `castellan init` and the personas of the demonstration.
    [[nodiscard]] virtual bool preset_password(std::string_view email, std::string hash) = 0;

    /// Sets the PIN of a person likewise, by which he signs in at terminals.
    [[nodiscard]] virtual bool preset_pin(std::string_view email, std::string hash) = 0;

    /// Takes a person's second factor away, for whoever has lost it and the recovery codes too; ends his sessions and is in
    /// the log. False if there is no such person, or he has none.
    [[nodiscard]] virtual bool reset_second_factor(std::string_view email) = 0;

    /// Pairing codes, in the name of the installation, for the safe with this serial number, or if it is empty for all safes
    /// with which no device is paired. Good for a quarter of an hour.
    [[nodiscard]] virtual std::vector<SafePairing> offer_pairings(std::string_view serial) = 0;

    /// The store holds personas whose passwords are known to everybody: listen on loopback only.
    [[nodiscard]] virtual bool is_demonstration() const = 0;

    /// A snapshot was there that is not the one that the log has sealed, so that the log was replayed instead. Somebody
    /// has altered it, or it is of another version; `verify_chain` says more.
    [[nodiscard]] virtual bool snapshot_was_refused() const = 0;

    /// The world as it stands, durable or not. For tests, benchmarks and `castellan export`.
    [[nodiscard]] virtual World const& world() const = 0;

    /// What a request gets whose commit failed: 503.
    [[nodiscard]] static Response not_durable();

    /// What a request gets for whose work there is no room: 429.
    [[nodiscard]] static Response busy();
};

} // namespace castellan
