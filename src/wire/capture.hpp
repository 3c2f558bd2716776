// Takes the events of a parser and keeps the value as compact JSON text. Inside wire only.
#pragma once

#include "wire/events.hpp"
#include "wire/schema.hpp"
#include "wire/writer.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::wire {

/// A value whose member wants an object or a list is kept for people and programs: no member may stand there twice, and
/// it may not be too deep or too large. Any other value is passed through.
class Capture final : public EventSink {
public:
    Capture(std::string& out, Member const& member) : member_(member), writer_(out) { out.clear(); }

    bool null() override;
    bool boolean(bool value) override;
    bool integer(std::int64_t value) override;
    bool natural(std::uint64_t value) override;
    bool real(std::string_view text) override;
    bool text(std::string& value) override;
    bool begin_object() override { return begin(true); }
    bool begin_list() override { return begin(false); }
    bool key(std::string& name) override;
    bool end() override;
    bool fail(std::string problem) override;

    /// Brackets that are open.
    [[nodiscard]] std::size_t depth() const { return depth_; }
    /// What was wrong first; empty if nothing is.
    [[nodiscard]] std::string const& problem() const { return problem_; }

private:
    [[nodiscard]] bool is_strict() const { return member_.shape != Shape::any; }
    bool begin(bool object);
    bool single();

    Member const& member_;
    Writer writer_;
    std::size_t depth_ = 0;
    std::vector<std::set<std::string, std::less<>>> keys_; // of each open bracket, if it is strict
    std::string problem_;
};

} // namespace castellan::wire
