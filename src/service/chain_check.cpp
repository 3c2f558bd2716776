#include "service/chain_check.hpp"

#include "service/chain.hpp"

#include <algorithm>

namespace castellan {

namespace {

/// A second's work: some hundredths of it. A million entries are walked in four minutes.
constexpr std::size_t entries_a_second = 4'000;
constexpr std::size_t entries_at_once = 200;

constexpr auto period_ms = Instant{5} * 60 * 1000;

} // namespace

void ChainCheck::pass_time(std::uint64_t durable, Instant now)
{
    walked_.allowance = entries_a_second;
    // Told five minutes later, when whatever was written by then is long walked: whether something was, and how much, makes no
    // difference to when it is told, nor to what.
    auto const period = now - now % period_ms;
    if (period == walked_.period || walked_.is_broken)
        return;
    if (walked_.period != 0 && walked_.number < walked_.wanted)
        return; // a log that was long at the start
    walked_.whole_until = walked_.period;
    walked_.period = period;
    walked_.wanted = durable;
}

bool ChainCheck::step()
{
    if (walked_.is_broken || walked_.allowance == 0)
        return false;
    auto const entries = store_.read(walked_.number + 1, std::min(entries_at_once, walked_.allowance));
    if (!entries || entries->empty()) {
        walked_.allowance = 0;
        return false;
    }
    for (auto const& entry : *entries) {
        if (entry.number != walked_.number + 1 || entry.previous_hash != walked_.hash || entry.hash != hash_of(entry)) {
            walked_.is_broken = true;
            return false;
        }
        walked_.number = entry.number;
        walked_.at = entry.at;
        walked_.hash = entry.hash;
    }
    walked_.allowance -= std::min(walked_.allowance, entries->size());
    return walked_.allowance > 0;
}

} // namespace castellan
