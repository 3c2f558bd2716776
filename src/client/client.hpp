// The client: who is signed in, his replica of the world, and the changes that he sent. It asks the service for
// differences whenever something has happened, and says what became of each change.
#pragma once

#include "client/audit_trail.hpp"
#include "client/inquiry.hpp"
#include "client/integrations.hpp"
#include "client/outcome.hpp"
#include "client/people_import.hpp"
#include "client/replica.hpp"
#include "client/transport.hpp"
#include "client/usage.hpp"

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace castellan::client {

enum class Phase : std::uint8_t {
    loading, // the first answer is not there yet
    arriving, // some of the people of it are there, by whom nothing can be judged yet
    ready,
    failed,  // there has never been an answer that could be read; `problem` says what is wrong
};

enum class SignedOut : std::uint8_t {
    asked, // by the person
    ended, // by the service: the session ran out, or the person was disabled
};

/// Somebody who signs himself in on this screen, for one change (S-13).
struct SecondPerson {
    std::string email;
    std::string password;
    std::string code; // of his second factor, if he has one
};

class Client {
public:
    /// `transport` outlives the client.
    explicit Client(Transport& transport);
    Client(Client const&) = delete;
    Client& operator=(Client const&) = delete;

    /// Asks for everything that the signed-in person may see, and listens to what happens.
    void start();
    /// Asks again after a failure, or because the person wants to.
    void refresh();
    /// The event stream: "open", "closed", or an event's own name with its data.
    void heard(std::string_view event, std::string_view data);

    [[nodiscard]] Phase phase() const { return phase_; }
    [[nodiscard]] std::string const& problem() const { return problem_; }
    /// False while the service can't be reached: what is shown may be old.
    [[nodiscard]] bool online() const { return online_; }
    [[nodiscard]] Replica const& replica() const { return replica_; }

    /// Sends a change, under an idempotency key, so that it happens once even if the answer is lost and it is sent
    /// again. Of many a few are under way at a time, the others wait for their turn. `version`: of the edited thing as the person saw it; a newer one makes it a conflict.
    /// Returns the ticket that its outcome will carry. `code`: the one-time code that the change needs.
    std::uint64_t send(Change const& change, std::optional<std::uint64_t> version = std::nullopt, std::string_view code = {});

    /// Has a one-time code for exactly this change sent to oneself; the outcome is `of_code`.
    std::uint64_t ask_code(Change const& change);

    /// The same for a change that needs a second person: he signs himself in first, and if that is accepted the change
    /// follows. Nothing of him is kept, and nothing is tried twice.
    std::uint64_t send_beside(SecondPerson const& second, Change const& change,
                              std::optional<std::uint64_t> version = std::nullopt);

    /// The changes that were sent and not answered yet, as changes of the present world.
    [[nodiscard]] std::span<Change const> under_way() const { return under_way_; }
    [[nodiscard]] std::vector<Outcome> take_outcomes();

    /// A new password for oneself; its outcome has no rule, `Kind::user_edit_self`.
    std::uint64_t change_password(std::string_view current, std::string_view wanted);

    /// A code for pairing a device with a safe; its outcome has it, and `Kind::safe_register`.
    std::uint64_t ask_pairing_code(std::string_view safe);

    /// Sends a picture, to be named in a record; its outcome has the name in `code`, and `Kind::record_submit`.
    std::uint64_t attach(std::string picture);

    [[nodiscard]] AuditTrail& audit() { return audit_; }
    /// What happened to assets, for whoever lists them: their chain of custody, a month's movements.
    [[nodiscard]] AuditTrail& movements() { return movements_; }
    [[nodiscard]] Usage& usage() { return usage_; }
    /// When people signed in last, for whoever lists the organisation's; asked anew whenever they come into sight.
    void ask_sign_ins();
    /// 0: never, or not known.
    [[nodiscard]] Instant last_sign_in(std::string const& user) const;
    /// One's own sessions.
    [[nodiscard]] Inquiry& sessions() { return sessions_; }
    /// Who could do what on a past day.
    [[nodiscard]] Inquiry& past() { return past_; }
    /// The terminals that one looks after, and what they did that waits to be settled.
    [[nodiscard]] Inquiry& terminals() { return terminals_; }
    [[nodiscard]] Inquiry& refused_changes() { return refused_changes_; }
    /// Ends all sessions of somebody; its outcome is told under `Kind::user_disable`, the right by which it is done.
    std::uint64_t end_sessions_of(std::string_view user);
    [[nodiscard]] PeopleImport& people_import() { return people_import_; }

    /// Something that is no change of the world: a new secret or key, a delivery once more. `kind` says what it is told of as.
    std::uint64_t ask_for(Kind kind, std::string path, std::string_view method = "POST", std::string body = {});

    [[nodiscard]] Integrations& integrations() { return integrations_; }

    /// Leaves. What the client holds is not usable after it.
    void sign_out();
    [[nodiscard]] std::optional<SignedOut> take_signed_out();

    /// Whether anything has arrived since `take_news` was called last, so that it is time to draw.
    [[nodiscard]] bool has_news() const { return news_; }
    bool take_news();

private:
    struct Pending {
        std::uint64_t ticket = 0;
        Kind kind{};
        std::string change; // as it was sent, to find it again in a newer replica; empty: no change
        Request request;
        int tries = 0;
        bool of_code = false; // asks for a one-time code
        std::unique_ptr<Pending> then = nullptr; // the change, once its second person is let in
        bool proves_oneself = false; // 401 says that the proof was wrong, and not that the session is over
    };

    void sync();
    void arrived(std::string_view piece);
    void synced(Answer const& answer);
    [[nodiscard]] bool take_in(std::string_view body);
    void wait(Pending pending);
    [[nodiscard]] Pending pending_for(Change const& change, std::optional<std::uint64_t> version);
    [[nodiscard]] std::uint64_t post_plain(std::string_view method, std::string path, Kind kind, std::string body = {});
    void post(Pending pending);
    void answered(std::uint64_t ticket, Answer const& answer);
    void end_session();
    void resolve_under_way();

    Transport& transport_;
    Replica replica_;
    AuditTrail audit_;
    AuditTrail movements_;
    Usage usage_;
    Inquiry sessions_;
    Inquiry past_;
    Inquiry terminals_;
    Inquiry refused_changes_;
    Integrations integrations_;
    PeopleImport people_import_;
    Phase phase_ = Phase::loading;
    std::string problem_;
    bool online_ = true;
    bool syncing_ = false;
    bool sync_again_ = false;
    bool news_ = false;
    bool over_ = false;
    std::optional<SignedOut> signed_out_;
    std::uint64_t last_ticket_ = 0;
    std::vector<Pending> pending_;
    std::deque<Pending> waiting_;
    std::vector<Change> under_way_;
    std::vector<Outcome> outcomes_;
    std::unordered_map<std::string, Instant> sign_ins_;
};

} // namespace castellan::client
