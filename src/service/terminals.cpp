#include "service/terminals.hpp"

#include "service/sessions.hpp"
#include "service/typed_code.hpp"
#include "wire/codec.hpp"

#include <algorithm>
#include <charconv>

namespace castellan {

namespace {

// Ids have no blank in them, so that the kinds of keys are apart.
constexpr auto terminal_prefix = std::string_view{"terminal "};
constexpr auto code_prefix = std::string_view{"code "};
constexpr auto here_prefix = std::string_view{"here "};

/// How stale the store's idea of "seen last" may be.
constexpr Instant seen_is_written_every_ms = Instant{15} * 60 * 1000;

/// A terminal that was not heard for as long is none any more: nobody knows where its cookie is by then.
constexpr Instant good_unseen_ms = Instant{60} * 24 * 60 * 60 * 1000;

/// How far a terminal's clock may be off.
constexpr Instant clock_tolerance_ms = Instant{5} * 60 * 1000;

std::string with_prefix(std::string_view prefix, std::string_view id)
{
    return std::string{prefix}.append(id);
}

std::string pair_of(std::string_view terminal, std::string_view user)
{
    return std::string{terminal}.append(" ").append(user);
}

} // namespace

bool Terminals::load(std::vector<KeyValue> const& stored, Instant now)
{
    by_id_.clear();
    by_hash_.clear();
    codes_.clear();
    here_.clear();
    for (auto const& [key, value] : stored) {
        auto is_over = false;
        if (key.starts_with(terminal_prefix)) {
            auto terminal = wire::decode<wire::KeptTerminal>(value);
            if (!terminal)
                return false;
            auto const id = key.substr(terminal_prefix.size());
            by_hash_.emplace(terminal->hash, id);
            by_id_.emplace(id, *std::move(terminal));
        } else if (key.starts_with(code_prefix)) {
            auto code = wire::decode<wire::KeptTerminalCode>(value);
            if (!code)
                return false;
            is_over = code->until.at <= now;
            if (!is_over)
                codes_.emplace(key.substr(code_prefix.size()), Code{*std::move(code)});
        } else if (key.starts_with(here_prefix)) {
            auto here = Here{};
            auto text = std::string_view{value};
            for (auto* instant : {&here.first, &here.last, &here.pin}) {
                auto const word = take_word(text);
                std::from_chars(word.data(), word.data() + word.size(), *instant);
            }
            is_over = now - here.last > vouched_for_ms;
            if (!is_over)
                here_.emplace(key.substr(here_prefix.size()), here);
        } else {
            return false;
        }
        if (is_over)
            writes_.push_back({SecretTable::terminals, key, std::nullopt});
    }
    return true;
}

// Pairing

PairingCode Terminals::offer(TerminalToBe const& wanted, Random& random, Instant now)
{
    auto offered = PairingCode{.code = typed_code(random, code_letters), .until = now + code_lasts_ms};
    auto code = Code{{.name = wanted.name,
                      .badge_alone = wanted.badge_alone,
                      .by = wanted.by,
                      .found_by = plain_code(offered.code).substr(0, found_by_letters),
                      .hash = hash_of_code(wanted.group, offered.code),
                      .until = wire::When{offered.until}}};
    writes_.push_back({SecretTable::terminals, with_prefix(code_prefix, wanted.group),
                       wire::encode<wire::KeptTerminalCode>(code)});
    codes_.insert_or_assign(wanted.group, std::move(code));
    return offered;
}

void Terminals::drop_code(std::string const& group)
{
    if (codes_.erase(group) > 0)
        writes_.push_back({SecretTable::terminals, with_prefix(code_prefix, group), std::nullopt});
}

std::optional<TerminalToBe> Terminals::find_code(std::string_view code, Instant now)
{
    auto const begin = plain_code(code).substr(0, found_by_letters);
    auto found = std::optional<TerminalToBe>{};
    auto over = std::vector<std::string>{};
    for (auto& [group, kept] : codes_) {
        if (kept.until.at <= now)
            over.push_back(group);
        else if (kept.found_by != begin)
            continue;
        else if (same_hash(kept.hash, hash_of_code(group, code)))
            found = TerminalToBe{.group = group, .name = kept.name, .badge_alone = kept.badge_alone, .by = kept.by};
        else if (++kept.tries >= code_tries_most)
            over.push_back(group);
    }
    for (auto const& group : over)
        drop_code(group);
    return found;
}

Terminals::Paired Terminals::pair(TerminalToBe const& wanted, Random& random, Instant now)
{
    drop_code(wanted.group);
    auto paired = Paired{.terminal = random_id(random, "k"), .token = random_token(random)};
    auto terminal = wire::KeptTerminal{.name = wanted.name,
                                       .group = wanted.group,
                                       .badge_alone = wanted.badge_alone,
                                       .hash = Sessions::key_of(paired.token),
                                       .by = wanted.by,
                                       .paired = wire::When{now},
                                       .seen = wire::When{now}};
    writes_.push_back({SecretTable::terminals, with_prefix(terminal_prefix, paired.terminal), wire::encode(terminal)});
    by_hash_.emplace(terminal.hash, paired.terminal);
    by_id_.emplace(paired.terminal, std::move(terminal));
    return paired;
}

// What there is

std::string Terminals::use(std::string_view token, Instant now)
{
    // What is looked up is the hash: nobody learns by the time it takes how much of a token was right.
    auto const found = token.empty() ? by_hash_.end() : by_hash_.find(Sessions::key_of(token));
    if (found == by_hash_.end())
        return {};
    auto& terminal = by_id_.at(found->second);
    if (now - terminal.seen.at > good_unseen_ms)
        return {};
    if (now - terminal.seen.at >= seen_is_written_every_ms) {
        terminal.seen = wire::When{now};
        writes_.push_back({SecretTable::terminals, with_prefix(terminal_prefix, found->second), wire::encode(terminal)});
    }
    return found->second;
}

wire::KeptTerminal const* Terminals::find(std::string_view terminal) const
{
    auto const found = by_id_.find(std::string{terminal});
    return found == by_id_.end() ? nullptr : &found->second;
}

std::vector<std::string> Terminals::ids() const
{
    auto result = std::vector<std::string>{};
    for (auto const& [id, terminal] : by_id_)
        result.push_back(id);
    std::ranges::sort(result);
    return result;
}

std::size_t Terminals::count_in(std::string_view group) const
{
    return static_cast<std::size_t>(
        std::ranges::count_if(by_id_, [group](auto const& entry) { return entry.second.group == group; }));
}

bool Terminals::revoke(std::string const& terminal)
{
    auto const found = by_id_.find(terminal);
    if (found == by_id_.end())
        return false;
    by_hash_.erase(found->second.hash);
    by_id_.erase(found);
    writes_.push_back({SecretTable::terminals, with_prefix(terminal_prefix, terminal), std::nullopt});
    std::erase_if(here_, [&](auto const& entry) {
        auto const is_of_it = entry.first.starts_with(terminal + ' ');
        if (is_of_it)
            writes_.push_back({SecretTable::terminals, with_prefix(here_prefix, entry.first), std::nullopt});
        return is_of_it;
    });
    return true;
}

// Who was there

void Terminals::note(std::string const& terminal, std::string const& user, Shown shown, Instant now)
{
    auto const key = pair_of(terminal, user);
    auto& here = here_[key];
    if (here.first == 0 || now - here.last > vouched_for_ms)
        here.first = now;
    here.last = now;
    if (shown == Shown::pin)
        here.pin = now;
    writes_.push_back({SecretTable::terminals, with_prefix(here_prefix, key),
                       std::to_string(here.first) + ' ' + std::to_string(here.last) + ' ' + std::to_string(here.pin)});
}

bool Terminals::was_here(std::string const& terminal, std::string const& user, Instant happened, Instant now, Shown least) const
{
    auto const found = here_.find(pair_of(terminal, user));
    if (found == here_.end())
        return false;
    auto const& [first, last, pin] = found->second;
    auto const shown = least == Shown::pin ? pin : last;
    return shown != 0 && now - shown <= vouched_for_ms && happened + clock_tolerance_ms >= first;
}

void Terminals::forget_person(std::string_view user)
{
    auto const end = std::string{" "}.append(user);
    std::erase_if(here_, [&](auto const& entry) {
        auto const is_his = entry.first.ends_with(end);
        if (is_his)
            writes_.push_back({SecretTable::terminals, with_prefix(here_prefix, entry.first), std::nullopt});
        return is_his;
    });
}

} // namespace castellan
