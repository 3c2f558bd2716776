// A long JSON text that comes in pieces, such as a body from the network, parsed as it arrives. Inside wire only.
#pragma once

#include "wire/events.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace castellan::wire {

/// Takes an object whose long members are lists, as documents and cuts are, and tells its events. It only finds out
/// where values end; each value of a member, and each entry of its list, is parsed by `parse_json` once it is there
/// whole, so that no more than one of them is kept.
class PieceParser {
public:
    explicit PieceParser(EventSink& sink) : sink_(sink) {}

    /// Whether to go on; false after anything that the sink was told of by `fail`, or had enough of.
    bool take(std::string_view piece);
    /// There is nothing more to come. Whether the text was whole.
    bool finish();

private:
    enum class At : std::uint8_t { start, first_member, member, colon, value, after_value, first_entry, entry, after_entry, end, broken };

    bool step(char c);
    bool begins_value(char c) const;
    bool ends_value(std::string_view piece, std::size_t& at);
    bool take_value(std::string_view text);
    bool fail(char const* problem);

    EventSink& sink_;
    At at_ = At::start;
    bool gathering_ = false; // a value has begun
    bool in_text_ = false;
    bool escaped_ = false;
    std::size_t open_ = 0;   // brackets of it
    std::string gathered_;   // what former pieces had of it
};

} // namespace castellan::wire
