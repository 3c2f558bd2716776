#include "wire/pieces.hpp"

namespace castellan::wire {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

} // namespace

bool PieceParser::take(std::string_view piece)
{
    auto at = std::size_t{0};
    while (at_ != At::broken && at < piece.size()) {
        if (!gathering_) {
            if (is_blank(piece[at])) {
                ++at;
                continue;
            }
            if (!begins_value(piece[at])) {
                if (!step(piece[at++]))
                    at_ = At::broken;
                continue;
            }
            gathering_ = true;
        }
        auto const from = at;
        if (!ends_value(piece, at)) {
            gathered_.append(piece, from);
            return true;
        }
        gathering_ = false;
        auto text = piece.substr(from, at - from);
        if (!gathered_.empty())
            text = gathered_.append(text);
        if (!take_value(text))
            at_ = At::broken;
        gathered_.clear();
    }
    return at_ != At::broken;
}

bool PieceParser::finish() { return at_ == At::end || (at_ != At::broken && fail("ends too early")); }

/// What is between values.
bool PieceParser::step(char c)
{
    if (at_ == At::start && c == '{') {
        at_ = At::first_member;
        return sink_.begin_object();
    }
    if (at_ == At::colon && c == ':') {
        at_ = At::value;
        return true;
    }
    if (at_ == At::value && c == '[') {
        at_ = At::first_entry;
        return sink_.begin_list();
    }
    if (c == ',' && (at_ == At::after_value || at_ == At::after_entry)) {
        at_ = at_ == At::after_value ? At::member : At::entry;
        return true;
    }
    if (c == ']' && (at_ == At::first_entry || at_ == At::after_entry)) {
        at_ = At::after_value;
        return sink_.end();
    }
    if (c == '}' && (at_ == At::first_member || at_ == At::after_value)) {
        at_ = At::end;
        return sink_.end();
    }
    return fail("is not well-formed JSON");
}

bool PieceParser::begins_value(char c) const
{
    auto const is_bracket = c == '}' || c == ']' || c == ',' || c == ':';
    switch (at_) {
    case At::first_member:
    case At::member: return c == '"';
    case At::value: return c != '[' && !is_bracket;
    case At::first_entry:
    case At::entry: return !is_bracket;
    default: return false;
    }
}

/// Goes on to the end of the value that has begun; false if this piece does not have it.
bool PieceParser::ends_value(std::string_view piece, std::size_t& at)
{
    for (; at < piece.size(); ++at) {
        auto const c = piece[at];
        if (in_text_) {
            if (escaped_) {
                escaped_ = false;
            } else if (c == '\\') {
                escaped_ = true;
            } else if (c == '"') {
                in_text_ = false;
                if (open_ == 0) {
                    ++at;
                    return true;
                }
            }
        } else if (c == '"') {
            in_text_ = true;
        } else if (c == '{' || c == '[') {
            ++open_;
        } else if (c == '}' || c == ']') {
            if (open_ == 0)
                return true; // It ends what is around a number.
            if (--open_ == 0) {
                ++at;
                return true;
            }
        } else if (open_ == 0 && (c == ',' || is_blank(c))) {
            return true;
        }
    }
    return false;
}

bool PieceParser::take_value(std::string_view text)
{
    if (at_ == At::first_member || at_ == At::member) {
        // Names of members are the tables', which have nothing to be escaped.
        auto name = std::string{text.substr(1, text.size() - 2)};
        at_ = At::colon;
        return sink_.key(name);
    }
    at_ = at_ == At::value ? At::after_value : At::after_entry;
    return parse_json(sink_, text);
}

bool PieceParser::fail(char const* problem)
{
    sink_.fail(problem);
    return false;
}

} // namespace castellan::wire
