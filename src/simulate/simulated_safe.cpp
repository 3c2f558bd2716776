#include "simulate/simulated_safe.hpp"

#include "service/hex.hpp"
#include "wire/codec.hpp"
#include "wire/problem.hpp"

#include <sodium.h>

#include <algorithm>
#include <functional>
#include <format>

namespace castellan {

namespace {

constexpr auto pair_path = std::string_view{"/api/v1/device/pair"};
constexpr auto heartbeat_path = std::string_view{"/api/v1/device/heartbeat"};

constexpr Instant never = std::numeric_limits<Instant>::max();
constexpr Instant after_trouble_ms = 2'000;
constexpr std::size_t begun_kept = 256;

template <std::size_t Size>
std::string hex_of(std::array<unsigned char, Size> const& bytes)
{
    return hex({reinterpret_cast<char const*>(bytes.data()), bytes.size()});
}

struct Duration {
    Instant least;
    Instant most;
};

Duration time_for(OrderKind kind)
{
    switch (kind) {
    case OrderKind::unlock: return {300, 900};
    case OrderKind::upgrade: return {6'000, 20'000};
    case OrderKind::enroll: return {1'500, 5'000};
    default: return {800, 3'000};
    }
}

std::string_view failure_of(OrderKind kind)
{
    switch (kind) {
    case OrderKind::unlock: return "The bolt did not move.";
    case OrderKind::upgrade: return "The download was not complete.";
    case OrderKind::enroll: return "No tag was held to the reader.";
    default: return "The safe's memory could not be written.";
    }
}

/// The release after this one: 4.2.0 → 4.3.0.
std::string release_after(std::string_view version)
{
    auto const dot = version.find('.');
    auto const minor = dot == version.npos ? 0 : std::strtoul(std::string(version.substr(dot + 1)).c_str(), nullptr, 10);
    return std::format("{}.{}.0", dot == version.npos ? "4" : version.substr(0, dot), minor + 1);
}

} // namespace

SimulatedSafe::Identity SimulatedSafe::identity(std::string serial, std::array<unsigned char, 32> const& secret)
{
    auto seed = std::array<unsigned char, crypto_sign_SEEDBYTES>{};
    crypto_generichash(seed.data(), seed.size(), reinterpret_cast<unsigned char const*>(serial.data()), serial.size(),
                       secret.data(), secret.size());
    auto identity = Identity{.serial = std::move(serial), .key = {}, .open_key = {}, .agreement = {}, .id = {}};
    crypto_sign_seed_keypair(identity.open_key.data(), identity.key.data(), seed.data());
    randombytes_buf(identity.agreement.data(), identity.agreement.size());
    return identity;
}

SimulatedSafe::SimulatedSafe(Identity identity, std::uint64_t seed, Temper const& temper, Instant now)
    : identity_(std::move(identity)),
      random_(seed ^ std::hash<std::string>{}(identity_.serial)),
      temper_(temper)
{
    // Fleets are seldom of one release.
    static constexpr auto releases = std::to_array<std::string_view>({"4.2.0", "4.2.0", "4.2.0", "4.1.3", "3.9.8"});
    firmware_ = releases[random_() % releases.size()];
    // Not all in the same moment.
    due_ = now + between(0, 3'000);
    leaves_at_ = temper_.goes_away ? now + between(60'000, 30 * 60'000) : never;
}

void SimulatedSafe::give_code(std::string code, Instant now)
{
    code_ = std::move(code);
    due_ = std::min(due_, now + between(0, 500));
}

std::optional<DeviceRequest> SimulatedSafe::next(Instant now)
{
    if (asking_ || now < due_)
        return std::nullopt;
    if (now < away_until_) {
        due_ = away_until_;
        return std::nullopt;
    }
    if (identity_.id.empty()) {
        if (code_.empty()) {
            due_ = never;
            return std::nullopt;
        }
        asking_ = true;
        due_ = never;
        return pairing();
    }
    work(now);
    if (now >= leaves_at_ && tasks_.empty() && results_.empty())
        go_away(now, 20'000, 120'000);
    if (now < due_)
        return std::nullopt;
    asking_ = true;
    due_ = never;
    return heartbeat(now);
}

DeviceRequest SimulatedSafe::pairing() const
{
    auto const body = wire::encode(wire::DevicePairing{.serial = identity_.serial,
                                                       .code = code_,
                                                       .public_key = hex_of(identity_.open_key),
                                                       .agreement_key = hex_of(agreement_keys(identity_.agreement).open)});
    return {.path = std::string{pair_path}, .body = body, .stamp = {}};
}

DeviceRequest SimulatedSafe::heartbeat(Instant now)
{
    auto said = wire::Heartbeat{.firmware = firmware_, .taken = taken_};
    said.results.assign(results_.begin(), results_.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(
                                                                 results_.size(), wire::most_results)));
    results_said_ = said.results.size();
    // While it works it comes back when something is finished; otherwise an order may come at any time.
    said.wait_ms = tasks_.empty() ? heartbeat_ms_ : 0;
    auto body = wire::encode(said);
    auto stamp = stamp_field(identity_.key, {.method = "POST", .target = heartbeat_path, .body = body}, identity_.id,
                             now + clock_off_, ++number_);
    return {.path = std::string{heartbeat_path}, .body = std::move(body), .stamp = std::move(stamp)};
}

void SimulatedSafe::answered(int status, std::string_view body, Instant now)
{
    asking_ = false;
    auto const was_pairing = identity_.id.empty();
    if (was_pairing && status == 201) {
        if (auto const paired = wire::decode<wire::DevicePaired>(body)) {
            identity_.id = paired->safe;
            number_ = 0;
            heartbeat_ms_ = std::max<Instant>(paired->heartbeat_ms, 50);
            if (auto const open = bytes_of_hex(paired->agreement_key); open && open->size() == 32) {
                auto theirs = std::array<unsigned char, 32>{};
                std::ranges::copy(*open, theirs.begin());
                auto const mine = agreement_keys(identity_.agreement);
                code_secret_ = agreed_secret(mine, mine.open, theirs);
            }
        }
        code_.clear();
        due_ = now;
        return;
    }
    if (was_pairing) {
        if (status == 401)
            code_.clear(); // spent, or too late
        due_ = now + after_trouble_ms;
        return;
    }
    auto const problem = status == 409 ? wire::decode<wire::Problem>(body) : wire::Problem{};
    if (status == 409 && problem && problem->time > 0) {
        clock_off_ = problem->time - now;
        due_ = now;
    } else if (status == 409 && problem && problem->number > 0) {
        number_ = static_cast<std::uint64_t>(problem->number) - 1;
        due_ = now;
    } else if (status == 401) {
        identity_.id.clear(); // somebody else speaks for this safe now
        due_ = now + after_trouble_ms;
    } else if (auto const answer = wire::decode<wire::HeartbeatAnswer>(body); status == 200 && answer) {
        results_.erase(results_.begin(), results_.begin() + static_cast<std::ptrdiff_t>(results_said_));
        take(*answer, now);
    } else {
        due_ = now + between(after_trouble_ms, 3 * after_trouble_ms);
    }
    results_said_ = 0;
}

void SimulatedSafe::take(wire::HeartbeatAnswer const& answer, Instant now)
{
    heartbeat_ms_ = std::max<Instant>(answer.heartbeat_ms, 50);
    for (auto const& order : answer.orders) {
        if (order.number <= taken_)
            continue; // came before
        taken_ = order.number;
        if (answer.time >= order.expires)
            continue;
        begun_.push_back(order.number);
        if (begun_.size() > begun_kept)
            begun_.erase(begun_.begin());
        auto const [least, most] = time_for(order.kind);
        auto const starts = tasks_.empty() ? now : tasks_.back().ends;
        tasks_.push_back({.order = order,
                          .ends = starts + between(least, most),
                          .fails = happens(temper_.fails_percent),
                          .vanishes = happens(temper_.vanishes_percent)});
    }
    // A message of its own says at once that they were taken, so that they are not sent again.
    due_ = !answer.orders.empty() || !results_.empty() ? now : tasks_.empty() ? now : std::min(tasks_.front().ends, now + heartbeat_ms_);
    due_ = std::max(due_, now + 5); // never in a circle
}

void SimulatedSafe::work(Instant now)
{
    while (!tasks_.empty() && tasks_.front().ends <= now) {
        auto const task = std::move(tasks_.front());
        tasks_.pop_front();
        finish(task, now);
    }
}

void SimulatedSafe::finish(Task const& task, Instant now)
{
    auto result = wire::OrderResult{.order = task.order.number};
    if (task.vanishes) {
        result.state = OrderState::failed;
        result.detail = "The safe restarted before it was finished.";
        go_away(now, 4'000, 12'000);
    } else if (task.fails) {
        result.state = OrderState::failed;
        result.detail = failure_of(task.order.kind);
    } else if (task.order.kind == OrderKind::upgrade) {
        firmware_ = task.order.version.empty() ? release_after(firmware_) : task.order.version;
    }
    results_.push_back(std::move(result));
}

void SimulatedSafe::go_away(Instant now, Instant least, Instant most)
{
    due_ = now + between(least, most);
    leaves_at_ = temper_.goes_away ? due_ + between(5 * 60'000, 40 * 60'000) : never;
}

Instant SimulatedSafe::between(Instant least, Instant most)
{
    return least + static_cast<Instant>(random_() % static_cast<std::uint64_t>(most - least + 1));
}

bool SimulatedSafe::happens(int percent)
{
    return static_cast<int>(random_() % 100) < percent;
}

} // namespace castellan
