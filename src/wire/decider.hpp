// Asking the rules from outside (RULEBOOK 9): a line in, a line out.
#pragma once

#include "model/world.hpp"

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace castellan::wire {

/// Answers questions about one world.
///
///   auto decider = Decider{std::move(world), Decider::Mode::ask};
///   decider.answer(R"({"actor":"u1","change":{"kind":"safe.sync","safe":"s1"}})", 1)
///                                                                            → {"effect":"allow","rule":"S-8"}
class Decider {
public:
    /// With `apply`, a change that is allowed takes effect before the next question is answered. The ids of new things
    /// that were left out come from the number of the change, so that a file of lines is the same history each time.
    enum class Mode : std::uint8_t { ask, apply };

    Decider(World world, Mode mode) : world_(std::move(world)), mode_(mode) {}

    /// Appends the answer to a line, without a line end. A line that is no question is answered by what is wrong with
    /// it, and its number.
    void answer(std::string_view line, std::uint64_t number, std::string& out);
    [[nodiscard]] std::string answer(std::string_view line, std::uint64_t number)
    {
        auto result = std::string{};
        answer(line, number, result);
        return result;
    }

    /// Notes what is wrong with a line that could not even be read.
    void refuse(std::string_view problem, std::uint64_t number, std::string& out);

    /// Whether a line was no question.
    [[nodiscard]] bool had_errors() const { return had_errors_; }

    [[nodiscard]] World const& world() const { return world_; }

private:
    World world_;
    Mode mode_;
    bool had_errors_ = false;
};

/// One question and the chain that leads to its answer, in lines for people; or what is wrong with the question.
[[nodiscard]] std::expected<std::string, std::string> explanation(World const& world, std::string_view line);

} // namespace castellan::wire
