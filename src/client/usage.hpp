// What people of an account really used: which of their permissions stand behind what the trail says of the last 90 days, as
// far as its reader may list it. Asked for page by page, since the trail is long.
#pragma once

#include "client/transport.hpp"
#include "model/permission_set.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace castellan::client {

class Usage {
public:
    enum class State : std::uint8_t { idle, loading, ready, failed, denied };
    static constexpr int days = 90;

    Usage(Transport& transport, std::function<void()> changed) : transport_(transport), changed_(std::move(changed)) {}

    /// Asks for an account, by its id, if that is not known or under way yet.
    void want(std::string_view account);
    [[nodiscard]] State state() const { return state_; }
    /// What somebody used, by his id; empty for nothing.
    [[nodiscard]] PermissionSet of(std::string_view user) const;
    /// Grows with each answer.
    [[nodiscard]] std::uint64_t generation() const { return generation_; }

private:
    void ask(std::string const& before);
    void take(Answer const& answer, std::uint64_t question);

    Transport& transport_;
    std::function<void()> changed_;
    std::string account_;
    State state_ = State::idle;
    std::map<std::string, PermissionSet, std::less<>> used_;
    std::uint64_t generation_ = 0;
    std::uint64_t question_ = 0;
};

} // namespace castellan::client
