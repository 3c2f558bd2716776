#include "service/sessions.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <ranges>
#include <utility>

namespace castellan {

namespace {

/// How stale the store's idea of "used last" may be. Losing that much in a crash only ends a session a little early.
constexpr Instant seen_is_written_every_ms = Instant{5} * 60 * 1000;

/// The setting under which the store has when somebody signed in last.
std::string last_key_of(std::string const& user) { return "last sign-in " + user; }

// A line each; none of them can have a line break.
std::string encoded(Session const& session)
{
    auto text = session.user;
    for (auto const& line : {std::to_string(session.since), std::to_string(session.seen), std::string{session.mfa ? "mfa" : ""},
                             session.name, session.from.browser.name, session.from.browser.system, session.from.address,
                             session.terminal})
        text.append("\n").append(line);
    return text;
}

/// Nothing for what an older version wrote: who has such a session signs in once more.
std::optional<Session> decoded(std::string_view text)
{
    auto lines = std::array<std::string_view, 9>{};
    auto count = std::size_t{0};
    for (auto const line : std::views::split(text, '\n')) {
        if (count < lines.size())
            lines[count] = std::string_view{line};
        ++count;
    }
    if (count != lines.size() && count != lines.size() - 1) // without a terminal, of the version before
        return std::nullopt;
    auto session = Session{.user = std::string{lines[0]},
                           .name = std::string{lines[4]},
                           .from = {{std::string{lines[5]}, std::string{lines[6]}}, std::string{lines[7]}},
                           .mfa = lines[3] == "mfa",
                           .terminal = std::string{lines[8]}};
    std::from_chars(lines[1].data(), lines[1].data() + lines[1].size(), session.since);
    std::from_chars(lines[2].data(), lines[2].data() + lines[2].size(), session.seen);
    session.stored = session.seen;
    return session;
}

} // namespace

std::string Sessions::key_of(std::string_view token)
{
    auto digest = std::array<unsigned char, 32>{};
    crypto_generichash(digest.data(), digest.size(), reinterpret_cast<unsigned char const*>(token.data()), token.size(),
                       nullptr, 0);
    auto hex = std::array<char, 2 * digest.size() + 1>{};
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    return hex.data();
}

void Sessions::load(std::vector<KeyValue> const& stored, std::vector<KeyValue> const& settings, Instant now)
{
    by_key_.clear();
    keys_of_.clear();
    last_.clear();
    for (auto const& [key, value] : settings) {
        if (key.starts_with(last_key_of({})))
            std::from_chars(value.data(), value.data() + value.size(), last_[key.substr(last_key_of({}).size())]);
    }
    for (auto const& [key, value] : stored) {
        auto session = decoded(value);
        if (!session || over(*session, now)) {
            writes_.push_back({SecretTable::sessions, key, std::nullopt});
            continue;
        }
        keys_of_[session->user].push_back(key);
        by_key_.emplace(key, std::move(*session));
    }
    for (auto& [user, keys] : keys_of_)
        std::ranges::sort(keys, {}, [&](std::string const& key) { return by_key_.at(key).since; });
}

std::string Sessions::open(std::string_view user, SignedInFrom from, Random& random, Instant now,
                           std::string terminal)
{
    auto const person = std::string{user};
    auto& keys = keys_of_[person];
    while (!keys.empty() && (keys.size() >= sessions_each || over(by_key_.at(keys.front()), now))) {
        by_key_.erase(keys.front());
        writes_.push_back({SecretTable::sessions, keys.front(), std::nullopt});
        keys.erase(keys.begin());
    }

    auto token = random_token(random);
    auto key = key_of(token);
    auto const session = Session{.user = person,
                                 .name = random_id(random, "e"),
                                 .from = std::move(from),
                                 .since = now,
                                 .seen = now,
                                 .stored = now,
                                 .terminal = std::move(terminal)};
    write(key, session);
    keys.push_back(key);
    by_key_.emplace(std::move(key), session);
    last_[person] = now;
    writes_.push_back({SecretTable::settings, last_key_of(person), std::to_string(now)});
    return token;
}

Instant Sessions::last_sign_in(std::string const& user) const
{
    auto const found = last_.find(user);
    return found == last_.end() ? 0 : found->second;
}

void Sessions::forget(std::string const& user)
{
    if (last_.erase(user) > 0)
        writes_.push_back({SecretTable::settings, last_key_of(user), std::nullopt});
}

std::string Sessions::raise(std::string const& key, Random& random)
{
    auto session = by_key_.at(key);
    session.mfa = true;
    session.stored = session.seen;
    auto token = random_token(random);
    auto new_key = key_of(token);
    std::ranges::replace(keys_of_.at(session.user), key, new_key); // as old as it was
    by_key_.erase(key);
    writes_.push_back({SecretTable::sessions, key, std::nullopt});
    write(new_key, session);
    by_key_.emplace(std::move(new_key), std::move(session));
    return token;
}

void Sessions::lower_all_of(std::string_view user)
{
    auto const found = keys_of_.find(std::string{user});
    if (found == keys_of_.end())
        return;
    for (auto const& key : found->second) {
        auto& session = by_key_.at(key);
        if (std::exchange(session.mfa, false))
            write(key, session);
    }
}

Session const* Sessions::use(std::string const& key, Instant now)
{
    auto const found = by_key_.find(key);
    if (found == by_key_.end())
        return nullptr;
    auto& session = found->second;
    if (over(session, now)) {
        end(key);
        return nullptr;
    }
    session.seen = std::max(session.seen, now);
    if (session.seen - session.stored >= seen_is_written_every_ms) {
        session.stored = session.seen;
        write(found->first, session);
    }
    return &session;
}

Session const* Sessions::find(std::string const& key) const
{
    auto const found = by_key_.find(key);
    return found == by_key_.end() ? nullptr : &found->second;
}

bool Sessions::lives(std::string const& key, Instant now) const
{
    auto const found = by_key_.find(key);
    return found != by_key_.end() && !over(found->second, now);
}

bool Sessions::over(Session const& session, Instant now) const
{
    auto const idle = session.terminal.empty() ? options_.session_idle_ms : std::min(terminal_idle_ms, options_.session_idle_ms);
    return now - session.seen >= idle || now - session.since >= options_.session_length_ms;
}

void Sessions::write(std::string const& key, Session const& session)
{
    writes_.push_back({SecretTable::sessions, key, encoded(session)});
}

void Sessions::end(std::string const& key)
{
    auto const found = by_key_.find(key);
    if (found == by_key_.end())
        return;
    take_from_person(found->second.user, key);
    by_key_.erase(found);
    writes_.push_back({SecretTable::sessions, key, std::nullopt});
}

std::vector<std::string> Sessions::keys_of(std::string_view user, Instant now) const
{
    auto const found = keys_of_.find(std::string{user});
    if (found == keys_of_.end())
        return {};
    auto keys = found->second;
    std::erase_if(keys, [&](std::string const& key) { return over(by_key_.at(key), now); });
    return keys;
}

void Sessions::end_all_of(std::string_view user, std::string_view except_key)
{
    auto const found = keys_of_.find(std::string{user});
    if (found == keys_of_.end())
        return;
    for (auto const& key : std::vector<std::string>{found->second}) {
        if (key != except_key)
            end(key);
    }
}

void Sessions::end_at(std::string_view terminal)
{
    auto keys = std::vector<std::string>{};
    for (auto const& [key, session] : by_key_) {
        if (session.terminal == terminal)
            keys.push_back(key);
    }
    for (auto const& key : keys)
        end(key);
}

void Sessions::end_at_terminals(std::string_view user)
{
    auto const found = keys_of_.find(std::string{user});
    if (found == keys_of_.end())
        return;
    for (auto const& key : std::vector<std::string>{found->second}) {
        if (!by_key_.at(key).terminal.empty())
            end(key);
    }
}

void Sessions::take_from_person(std::string const& user, std::string const& key)
{
    auto const found = keys_of_.find(user);
    if (found == keys_of_.end())
        return;
    std::erase(found->second, key);
    if (found->second.empty())
        keys_of_.erase(found);
}

} // namespace castellan
