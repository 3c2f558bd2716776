#include "service/terminal_queue.hpp"

#include "wire/codec.hpp"

#include <algorithm>

namespace castellan {

namespace {

// Ids have no blank in them, so that the kinds of keys are apart.
constexpr auto done_prefix = std::string_view{"done "};
constexpr auto refused_prefix = std::string_view{"refused "};

std::string done_key(std::string_view terminal, std::string_view id)
{
    return std::string{done_prefix}.append(terminal).append(" ").append(id);
}

std::string refused_key(std::string_view id)
{
    return std::string{refused_prefix}.append(id);
}

} // namespace

void TerminalQueue::load(std::vector<KeyValue> const& stored)
{
    done_.clear();
    refused_.clear();
    for (auto const& [key, value] : stored) {
        if (key.starts_with(done_prefix)) {
            auto result = wire::decode<wire::KeptResult>(value);
            auto const blank = key.find(' ', done_prefix.size());
            if (blank == key.npos)
                continue;
            // What can't be read was there all the same, and does not happen again.
            if (!result)
                result = wire::KeptResult{.effect = wire::QueuedEffect::deny, .reason = "What became of this can't be read."};
            done_[key.substr(done_prefix.size(), blank - done_prefix.size())].emplace(key.substr(blank + 1),
                                                                                     *std::move(result));
        } else if (key.starts_with(refused_prefix)) {
            auto refused = wire::decode<wire::RefusedChange>(value);
            if (!refused)
                continue; // it stays in the store
            auto id = refused->id;
            refused_.emplace(std::move(id), *std::move(refused));
        }
    }
}

wire::KeptResult const* TerminalQueue::find(std::string_view terminal, std::string_view id) const
{
    auto const of_terminal = done_.find(std::string{terminal});
    if (of_terminal == done_.end())
        return nullptr;
    auto const found = of_terminal->second.find(std::string{id});
    return found == of_terminal->second.end() ? nullptr : &found->second;
}

bool TerminalQueue::has_room(std::string_view terminal, std::size_t changes, Instant now)
{
    auto const unsettled = static_cast<std::size_t>(std::ranges::count_if(
        refused_, [terminal](auto const& entry) { return entry.second.terminal == terminal; }));
    if (unsettled + changes > refused_most)
        return false;
    auto& done = done_[std::string{terminal}];
    if (done.size() + changes <= results_most)
        return true;
    std::erase_if(done, [&](auto const& entry) {
        auto const is_old = now - entry.second.received.at > result_kept_ms;
        if (is_old)
            writes_.push_back({SecretTable::terminal_changes, done_key(terminal, entry.first), std::nullopt});
        return is_old;
    });
    return done.size() + changes <= results_most;
}

void TerminalQueue::keep(std::string const& terminal, std::string const& id, wire::KeptResult result)
{
    writes_.push_back({SecretTable::terminal_changes, done_key(terminal, id), wire::encode(result)});
    done_[terminal].insert_or_assign(id, std::move(result));
}

void TerminalQueue::refuse(wire::RefusedChange refused)
{
    writes_.push_back({SecretTable::terminal_changes, refused_key(refused.id), wire::encode(refused)});
    auto id = refused.id;
    refused_.insert_or_assign(std::move(id), std::move(refused));
}

void TerminalQueue::settle(std::string const& id)
{
    if (refused_.erase(id) > 0)
        writes_.push_back({SecretTable::terminal_changes, refused_key(id), std::nullopt});
}

void TerminalQueue::forget(std::string const& terminal)
{
    auto const found = done_.find(terminal);
    if (found == done_.end())
        return;
    for (auto const& [id, result] : found->second)
        writes_.push_back({SecretTable::terminal_changes, done_key(terminal, id), std::nullopt});
    done_.erase(found);
}

} // namespace castellan
