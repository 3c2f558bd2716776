#include "server-stub/simulate/fleet.hpp"

#include "server-stub/log.hpp"
#include "server-stub/opened.hpp"

#include <algorithm>

namespace castellan::server {

namespace {

constexpr Instant pause_ms = 250; // to look whether it is to stop

} // namespace

Fleet::Fleet(KeyFile& keys, std::string const& server, std::vector<std::string> const& serials, PairingCodes const& codes,
             std::uint64_t seed, Temper const& temper, Instant now)
    : keys_(keys), codes_(codes), requests_(server, serials.size())
{
    for (auto const& serial : serials) {
        auto& safe = safes_.emplace_back(keys.device(serial), seed, temper, now);
        counts_.paired += safe.identity().id.empty() ? 0 : 1;
        give_code(safe, now);
        turns_.emplace(safe.due(), safes_.size() - 1);
    }
}

void Fleet::give_code(SimulatedSafe& safe, Instant now)
{
    if (!safe.wants_code())
        return;
    if (auto code = codes_.extract(safe.identity().serial))
        safe.give_code(std::move(code.mapped()), now);
}

void Fleet::step(Instant now)
{
    while (!turns_.empty() && turns_.begin()->first <= now) {
        auto const at = turns_.begin()->second;
        turns_.erase(turns_.begin());
        auto request = safes_[at].next(now);
        if (!request) {
            if (!safes_[at].wants_code()) // there will be none
                turns_.emplace(std::max(safes_[at].due(), now + 1), at);
            continue;
        }
        auto fields = std::vector<std::string>{};
        if (!request->stamp.empty())
            fields.push_back("Castellan-Device: " + request->stamp);
        requests_.post(at, request->path, std::move(request->body), fields);
    }
    auto const until = turns_.empty() ? now + pause_ms : std::min(turns_.begin()->first, now + pause_ms);
    requests_.step(std::chrono::milliseconds(until - now), [this](std::size_t at, int status, std::string_view body) {
        answered(at, status, body, server::now());
    });
}

void Fleet::answered(std::size_t at, int status, std::string_view body, Instant now)
{
    auto& safe = safes_[at];
    auto const was_paired = !safe.identity().id.empty();
    auto const begun = safe.begun().size();
    safe.answered(status, body, now);
    ++(status == 0 ? counts_.unanswered : status < 300 ? counts_.messages : counts_.refused);
    if (safe.begun().size() > begun)
        counts_.orders += safe.begun().size() - begun;
    auto const is_paired = !safe.identity().id.empty();
    if (is_paired && !was_paired) {
        ++counts_.paired;
        if (!keys_.remember(safe.identity().serial, safe.identity().id))
            log::warning("The file of keys can't be written.");
    } else if (was_paired && !is_paired) {
        --counts_.paired;
        log::warning("Safe {} is not known to the server any more.", safe.identity().serial);
    }
    give_code(safe, now);
    turns_.emplace(safe.due(), at);
}

} // namespace castellan::server
