// The client of a kiosk terminal: the replica of whoever stands before it, with what was done at the terminal and is not
// sent yet carried out in it already, and the changes that he makes.
//
// It speaks to the terminal's shell as to a service. `GET /api/v1/sync` is answered by the service, or without the network by
// what was kept of it. A change goes to `terminal:change`, which has the second person prove himself, keeps what is to be kept
// (202) and sends what is to be sent; `terminal:queue` is what waits. The event `terminal` says how things stand.
#pragma once

#include "client/outcome.hpp"
#include "client/replica.hpp"
#include "client/terminal_rules.hpp"
#include "client/transport.hpp"
#include "model/change.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::client {

/// What became of a change made at a terminal.
struct TerminalOutcome {
    enum class Result : std::uint8_t {
        done,      // the service has it
        kept,      // the terminal has it, and sends it when the network is back
        refused,   // the rules said no, or not now
        cancelled, // the second person did not come
        failed,    // it is not known to have happened
    };
    std::uint64_t ticket = 0;
    Kind kind{};
    Result result = Result::failed;
    std::string reason;
    std::string rule;
    std::string told; // the name of a picture that was taken in
};

class TerminalClient {
public:
    enum class Phase : std::uint8_t { loading, ready, failed };

    /// `transport` outlives the client.
    explicit TerminalClient(Transport& transport) : transport_(transport) {}
    TerminalClient(TerminalClient const&) = delete;
    TerminalClient& operator=(TerminalClient const&) = delete;

    void start();
    void refresh();
    /// Of the shell and of the service's stream.
    void heard(std::string_view event, std::string_view data);

    [[nodiscard]] Phase phase() const { return phase_; }
    [[nodiscard]] bool online() const { return online_; }
    /// The id of the group that the terminal is of.
    [[nodiscard]] std::string const& group() const { return group_; }

    /// What the person sees, with what waits carried out.
    [[nodiscard]] World const& world() const { return ahead_ ? *ahead_ : replica_.world(); }
    [[nodiscard]] UserId me() const { return replica_.me(); }
    [[nodiscard]] std::uint64_t generation() const { return replica_.generation() + queue_generation_; }

    /// The verdict of the rules, as far as a terminal goes.
    [[nodiscard]] Decision judge(Change const& change, Instant now) const;

    std::uint64_t send(Change const& change, Instant now);
    /// Sends a picture, to be named in a record: the outcome has its name in `told`.
    std::uint64_t attach(std::string picture);
    [[nodiscard]] std::vector<TerminalOutcome> take_outcomes() { return std::exchange(outcomes_, {}); }
    /// A change is on its way, and the next one waits until it is told what became of it.
    [[nodiscard]] bool busy() const { return under_way_ > 0; }

    /// The service has ended the session.
    [[nodiscard]] bool is_over() const { return over_; }
    [[nodiscard]] bool has_news() const { return news_; }
    bool take_news() { return std::exchange(news_, false); }

private:
    void sync();
    void ask_queue();
    void synced(Answer const& answer);
    void answered(TerminalOutcome outcome, Answer const& answer);
    void run_ahead();

    Transport& transport_;
    Replica replica_;
    std::vector<std::string> queue_;  // changes as JSON, in order
    std::optional<World> ahead_;      // the replica with them carried out
    std::uint64_t queue_generation_ = 0;
    Phase phase_ = Phase::loading;
    std::string group_;
    bool online_ = true;
    bool syncing_ = false;
    bool sync_again_ = false;
    bool over_ = false;
    bool news_ = false;
    int under_way_ = 0;
    std::uint64_t last_ticket_ = 0;
    std::vector<TerminalOutcome> outcomes_;
};

} // namespace castellan::client
