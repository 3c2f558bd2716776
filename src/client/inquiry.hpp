// Something that is asked of the service beside the replica: sessions, access on a past day. One question at a time,
// and whatever its answer is, as it came.
#pragma once

#include "client/transport.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace castellan::client {

class Inquiry {
public:
    enum class State : std::uint8_t { idle, loading, ready, failed, denied };

    Inquiry(Transport& transport, std::function<void()> changed) : transport_(transport), changed_(std::move(changed)) {}

    /// Asks, unless this is what was asked last.
    void want(std::string_view path);
    /// Asks the same again; what is there stays until the answer has come.
    void refresh();
    /// Sends something without an answer of its own, then asks again.
    void tell(std::string_view method, std::string_view path);
    /// Sends a body whose answer names where the real one will be (`location`), and asks there.
    void begin(std::string_view path, std::string body);
    void forget();

    [[nodiscard]] State state() const { return state_; }
    [[nodiscard]] std::string const& body() const { return body_; }
    /// What the service said about what it did not do; empty if it did.
    [[nodiscard]] std::string const& problem() const { return problem_; }
    [[nodiscard]] std::string const& rule() const { return rule_; }
    /// Grows with each answer.
    [[nodiscard]] std::uint64_t generation() const { return generation_; }

private:
    void ask();
    void take(Answer const& answer);
    void read_problem(Answer const& answer);

    Transport& transport_;
    std::function<void()> changed_;
    std::string path_;
    State state_ = State::idle;
    std::string body_;
    std::string problem_;
    std::string rule_;
    std::uint64_t generation_ = 0;
    std::uint64_t question_ = 0;
};

} // namespace castellan::client
