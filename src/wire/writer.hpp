// Writes JSON or CBOR by appending to a string: no tree, correct escaping, commas by itself.
#pragma once

#include "model/things.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace castellan::wire {

enum class Encoding : std::uint8_t { json, cbor };

///   auto out = std::string{};
///   auto writer = Writer{out};
///   writer.object();
///   writer.member("id", "u1");
///   writer.key("groups").list();
///   writer.text("g1");
///   writer.end();
///   writer.end();                     → {"id":"u1","groups":["g1"]}
class Writer {
public:
    explicit Writer(std::string& out, Encoding encoding = Encoding::json) : out_(out), encoding_(encoding) {}

    void object() { open(true); }
    void list() { open(false); }
    /// Ends the object or list that was begun last.
    void end();

    /// `key` is one of ours: ASCII without characters that need escaping.
    Writer& key(std::string_view key);
    /// A key that came from outside, such as an id.
    Writer& free_key(std::string_view key);

    void text(std::string_view value);
    void integer(std::int64_t value);
    void natural(std::uint64_t value);
    void boolean(bool value);
    void null();
    /// "2026-11-21T08:00:00.000Z"
    void instant(Instant value);
    /// A value that is JSON already. Only when writing JSON.
    void json(std::string_view value);

    /// The next entry of a list begins a line of its own. Only when writing JSON.
    void line();

    void member(std::string_view name, std::string_view value);
    void member(std::string_view name, char const* value) { member(name, std::string_view{value}); }
    void member(std::string_view name, std::string const& value) { member(name, std::string_view{value}); }
    void member(std::string_view name, bool value);
    void member(std::string_view name, std::int64_t value) { key(name).integer(value); }
    void member(std::string_view name, std::uint64_t value) { key(name).natural(value); }

    [[nodiscard]] std::string& out() { return out_; }
    [[nodiscard]] Encoding encoding() const { return encoding_; }

private:
    void open(bool object);
    char* put_key(char* at, std::string_view key);
    void separate()
    {
        if (comma_ && encoding_ == Encoding::json)
            out_ += ',';
        comma_ = true;
    }
    void quoted(std::string_view value);
    void head(unsigned major, std::uint64_t value);

    std::string& out_;
    Encoding encoding_;
    bool comma_ = false;
    std::uint64_t objects_ = 0; // one bit for each open bracket, the innermost lowest: is it an object?
};

} // namespace castellan::wire
