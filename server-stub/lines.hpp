// Lines through pipes: in constant memory, and never kept back from whoever waits for them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace castellan::server {

struct Line {
    std::string_view text; // without its end; good until the next one is read
    std::uint64_t number;  // from 1
    bool too_long = false; // the text was dropped
};

class LineReader {
public:
    static constexpr std::size_t longest = std::size_t{16} * 1024 * 1024;

    /// `before_waiting` is called whenever no full line is at hand, before more is read.
    LineReader(int file, std::function<void()> before_waiting) : file_(file), before_waiting_(std::move(before_waiting))
    {
    }

    /// The next line, the last one also without an end; nothing when there are no more.
    [[nodiscard]] std::optional<Line> next();

    /// Whether reading ended by an error.
    [[nodiscard]] bool failed() const { return failed_; }

private:
    bool read_more();
    std::optional<Line> line_of(std::size_t length);

    int file_;
    std::function<void()> before_waiting_;
    std::string buffer_;
    std::size_t start_ = 0;    // of the next line
    std::size_t searched_ = 0; // no line ends before
    std::uint64_t number_ = 0;
    bool skipping_ = false;    // within a line that is too long
    bool ended_ = false;
    bool failed_ = false;
};

class LineWriter {
public:
    explicit LineWriter(int file) : file_(file) {}

    /// Where the next line is appended to.
    [[nodiscard]] std::string& buffer() { return buffer_; }

    /// Ends the line. Whether it could be written, if it was time to write.
    bool end_line();
    bool flush();

private:
    int file_;
    std::string buffer_;
    bool failed_ = false;
};

} // namespace castellan::server
