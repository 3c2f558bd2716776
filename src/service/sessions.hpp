// Who is signed in. A session is 32 random bytes that only the browser knows; here and in the store is their hash.
#pragma once

#include "service/options.hpp"
#include "service/random.hpp"
#include "service/store.hpp"
#include "service/user_agent.hpp"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace castellan {

/// From where somebody signs in: what he knows his session by later.
struct SignedInFrom {
    Browser browser;
    std::string address;
};

struct Session {
    std::string user; // the person's id
    std::string name; // what it is called outside: random, and good for nothing but ending it
    SignedInFrom from;
    Instant since = 0;
    Instant seen = 0;   // when it was used last
    Instant stored = 0; // `seen` as the store has it; it is written only now and then
    bool mfa = false;   // the second factor was shown in it
    std::string terminal; // the id of the terminal that he stands at; empty: at none
};

/// The sessions of one organisation. Every change of them is put into `writes`, for the next batch.
class Sessions {
public:
    Sessions(Options const& options, std::vector<SecretWrite>& writes) : options_(options), writes_(writes) {}

    /// Takes the place of all sessions by what the store has; what is over by now is taken out of it.
    void load(std::vector<KeyValue> const& stored, std::vector<KeyValue> const& settings, Instant now);

    /// A new session; the token is for the cookie and known to nobody else. A person's oldest session ends when he has
    /// more than `sessions_each`.
    [[nodiscard]] std::string open(std::string_view user, SignedInFrom from, Random& random, Instant now, std::string terminal = {});

    /// When this person signed in last; 0: never. Kept beside the world and the log; `forget` when the person is gone.
    [[nodiscard]] Instant last_sign_in(std::string const& user) const;
    void forget(std::string const& user);

    /// The session with this key, if it is not over, counted as used now. Valid until the next change of sessions.
    [[nodiscard]] Session const* use(std::string const& key, Instant now);

    /// The key under which a token is kept.
    [[nodiscard]] static std::string key_of(std::string_view token);

    /// The session with this key, over or not; null if there is none.
    [[nodiscard]] Session const* find(std::string const& key) const;

    /// Whether the session with this key is still there and not over.
    [[nodiscard]] bool lives(std::string const& key, Instant now) const;

    /// The second factor was shown: the session goes on under a new token, and counts from the same time as before.
    [[nodiscard]] std::string raise(std::string const& key, Random& random);

    /// The person's second factor is gone: no session of his has shown it.
    void lower_all_of(std::string_view user);

    void end(std::string const& key);

    /// The keys of a person's sessions that are not over, the oldest first.
    [[nodiscard]] std::vector<std::string> keys_of(std::string_view user, Instant now) const;

    /// ends every session of a person, except the one with `key` if that is not empty.
    void end_all_of(std::string_view user, std::string_view except_key = {});

    /// Ends whatever session there is at a terminal.
    void end_at(std::string_view terminal);
    /// Ends a person's sessions at terminals.
    void end_at_terminals(std::string_view user);

    static constexpr std::size_t sessions_each = 32;
    static constexpr Instant terminal_idle_ms = Instant{5} * 60 * 1000; // unused for so long, a session at a terminal is over

private:
    [[nodiscard]] bool over(Session const& session, Instant now) const;
    void write(std::string const& key, Session const& session);
    void take_from_person(std::string const& user, std::string const& key);

    Options const& options_;
    std::vector<SecretWrite>& writes_;
    std::unordered_map<std::string, Session> by_key_;
    std::unordered_map<std::string, std::vector<std::string>> keys_of_; // by person, the oldest first
    std::unordered_map<std::string, Instant> last_; // sign-in, by person
};

} // namespace castellan
