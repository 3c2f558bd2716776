#include "wire/writer.hpp"

#include "wire/text.hpp"

#include <algorithm>
#include <array>
#include <algorithm>
#include <array>
#include <cassert>

namespace castellan::wire {

namespace {

/// 0: as it is; 'u': as \u00XX; else: after a backslash.
constexpr auto escapes = [] {
    auto table = std::array<char, 256>{};
    for (std::size_t control = 0; control < 0x20; ++control)
        table[control] = 'u';
    table['\b'] = 'b';
    table['\f'] = 'f';
    table['\n'] = 'n';
    table['\r'] = 'r';
    table['\t'] = 't';
    table['"'] = '"';
    table['\\'] = '\\';
    return table;
}();

/// Our longest member name is `users_can_remote_unlock`.
constexpr auto longest_key = std::size_t{32};
constexpr auto longest_value = std::size_t{120};

/// Room for something short that is put together aside. Not initialised on purpose.
template <std::size_t size>
class Piece {
public:
    char* data() { return text_.data(); }
    void append_to(std::string& out, char const* end) const
    {
        out.append(text_.data(), static_cast<std::size_t>(end - text_.data()));
    }

private:
    std::array<char, size> text_;
};

bool is_clean(std::string_view value)
{
    return std::ranges::none_of(value, [](char letter) { return escapes[static_cast<unsigned char>(letter)] != 0; });
}

char* put_quoted(char* at, std::string_view value)
{
    *at++ = '"';
    at = std::ranges::copy(value, at).out;
    *at++ = '"';
    return at;
}

// CBOR (RFC 8949): the major types, and the heads of what has no length in front.
constexpr unsigned cbor_natural = 0;
constexpr unsigned cbor_negative = 1;
constexpr unsigned cbor_text = 3;
constexpr char cbor_list = '\x9f';
constexpr char cbor_map = '\xbf';
constexpr char cbor_end = '\xff';
constexpr char cbor_false = '\xf4';
constexpr char cbor_true = '\xf5';
constexpr char cbor_null = '\xf6';

/// Makes room for `count` more bytes and gives the place to write them.
/// OPTIMIZATION: libc++ appends single characters by a call each; half of the time of a page went into that.
char* extend(std::string& out, std::size_t count)
{
    auto const size = out.size();
    out.resize_and_overwrite(size + count, [](char*, std::size_t whole) { return whole; });
    return out.data() + size;
}

} // namespace

void Writer::head(unsigned major, std::uint64_t value)
{
    auto const lead = [&](unsigned rest) { out_ += static_cast<char>(major << 5 | rest); };
    auto const bytes = [&](unsigned count) {
        for (auto at = count; at-- > 0;)
            out_ += static_cast<char>(value >> (at * 8) & 0xff);
    };
    if (value < 24) {
        lead(static_cast<unsigned>(value));
    } else if (value <= 0xff) {
        lead(24);
        bytes(1);
    } else if (value <= 0xffff) {
        lead(25);
        bytes(2);
    } else if (value <= 0xffff'ffff) {
        lead(26);
        bytes(4);
    } else {
        lead(27);
        bytes(8);
    }
}

void Writer::open(bool object)
{
    assert((objects_ >> 63) == 0);
    separate();
    if (encoding_ == Encoding::cbor)
        out_ += object ? cbor_map : cbor_list;
    else
        out_ += object ? '{' : '[';
    objects_ = objects_ << 1 | (object ? 1u : 0u);
    comma_ = false;
}

void Writer::end()
{
    auto const object = (objects_ & 1) != 0;
    objects_ >>= 1;
    if (encoding_ == Encoding::cbor)
        out_ += cbor_end;
    else
        out_ += object ? '}' : ']';
    comma_ = true;
}

Writer& Writer::key(std::string_view key)
{
    if (encoding_ == Encoding::cbor || key.size() > longest_key) {
        text(key);
        if (encoding_ == Encoding::json)
            out_ += ':';
        comma_ = false;
        return *this;
    }
    Piece<longest_key + 4> piece;
    piece.append_to(out_, put_key(piece.data(), key));
    return *this;
}

/// Writes `,"key":` and gives the place behind it.
char* Writer::put_key(char* at, std::string_view key)
{
    if (comma_)
        *at++ = ',';
    *at++ = '"';
    at = std::ranges::copy(key, at).out;
    *at++ = '"';
    *at++ = ':';
    comma_ = false;
    return at;
}

// OPTIMIZATION: nearly all members are short and clean; they are put together aside and appended once.

void Writer::member(std::string_view name, std::string_view value)
{
    if (encoding_ == Encoding::cbor || name.size() > longest_key || value.size() > longest_value || !is_clean(value)) {
        key(name).text(value);
        return;
    }
    Piece<longest_key + longest_value + 6> piece;
    piece.append_to(out_, put_quoted(put_key(piece.data(), name), value));
    comma_ = true;
}

void Writer::member(std::string_view name, bool value)
{
    if (encoding_ == Encoding::cbor || name.size() > longest_key) {
        key(name).boolean(value);
        return;
    }
    Piece<longest_key + 9> piece;
    auto* end = put_key(piece.data(), name);
    end = std::ranges::copy(std::string_view{value ? "true" : "false"}, end).out;
    piece.append_to(out_, end);
    comma_ = true;
}

Writer& Writer::free_key(std::string_view key)
{
    text(key);
    if (encoding_ == Encoding::json)
        out_ += ':';
    comma_ = false;
    return *this;
}

void Writer::quoted(std::string_view value)
{
    if (value.size() <= longest_value && is_clean(value)) {
        Piece<longest_value + 2> piece;
        piece.append_to(out_, put_quoted(piece.data(), value));
        return;
    }
    auto const is_plain = [](char letter) { return escapes[static_cast<unsigned char>(letter)] == 0; };
    if (std::ranges::all_of(value, is_plain)) {
        auto* at = extend(out_, value.size() + 2);
        *at++ = '"';
        at = std::ranges::copy(value, at).out;
        *at = '"';
        return;
    }
    out_ += '"';
    auto clean = std::size_t{0}; // up to here nothing needs an escape and nothing is written yet
    for (std::size_t at = 0; at < value.size(); ++at) {
        auto const letter = static_cast<unsigned char>(value[at]);
        auto const escape = escapes[letter];
        if (escape == 0)
            continue;
        out_ += value.substr(clean, at - clean);
        clean = at + 1;
        out_ += '\\';
        out_ += escape;
        if (escape == 'u') {
            constexpr auto hex = std::string_view{"0123456789abcdef"};
            out_ += "00";
            out_ += hex[letter >> 4];
            out_ += hex[letter & 15];
        }
    }
    out_ += value.substr(clean);
    out_ += '"';
}

void Writer::text(std::string_view value)
{
    separate();
    if (encoding_ == Encoding::cbor) {
        head(cbor_text, value.size());
        out_ += value;
    } else {
        quoted(value);
    }
}

void Writer::integer(std::int64_t value)
{
    if (value >= 0) {
        natural(static_cast<std::uint64_t>(value));
        return;
    }
    separate();
    if (encoding_ == Encoding::cbor)
        head(cbor_negative, ~static_cast<std::uint64_t>(value));
    else
        append_number(out_, value);
}

void Writer::natural(std::uint64_t value)
{
    separate();
    if (encoding_ == Encoding::cbor)
        head(cbor_natural, value);
    else
        append_number(out_, value);
}

void Writer::boolean(bool value)
{
    separate();
    if (encoding_ == Encoding::cbor)
        out_ += value ? cbor_true : cbor_false;
    else
        out_ += value ? std::string_view{"true"} : std::string_view{"false"};
}

void Writer::null()
{
    separate();
    if (encoding_ == Encoding::cbor)
        out_ += cbor_null;
    else
        out_ += "null";
}

void Writer::instant(Instant value)
{
    auto buffer = std::string{};
    append_instant(buffer, value);
    text(buffer);
}

void Writer::json(std::string_view value)
{
    assert(encoding_ == Encoding::json);
    separate();
    out_ += value;
}

void Writer::line()
{
    assert(encoding_ == Encoding::json);
    separate();
    out_ += '\n';
    comma_ = false;
}

} // namespace castellan::wire
