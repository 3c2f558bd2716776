#include "server-stub/lines.hpp"

#include <unistd.h>

#include <cerrno>

namespace castellan::server {

namespace {

constexpr std::size_t block = std::size_t{256} * 1024;

} // namespace

/// Appends what there is to the buffer; false at the end.
bool LineReader::read_more()
{
    buffer_.erase(0, start_);
    searched_ -= start_;
    start_ = 0;
    before_waiting_();
    auto const filled = buffer_.size();
    auto count = ssize_t{0};
    buffer_.resize_and_overwrite(filled + block, [&](char* bytes, std::size_t) {
        do {
            count = ::read(file_, bytes + filled, block);
        } while (count < 0 && errno == EINTR);
        return filled + static_cast<std::size_t>(count > 0 ? count : 0);
    });
    failed_ = count < 0;
    return count > 0;
}

std::optional<Line> LineReader::line_of(std::size_t length)
{
    auto const too_long = skipping_ || length > longest;
    auto const text = std::string_view{buffer_}.substr(start_, too_long ? 0 : length);
    skipping_ = false;
    start_ += length;
    return Line{.text = text, .number = ++number_, .too_long = too_long};
}

std::optional<Line> LineReader::next()
{
    while (!ended_) {
        if (auto const end = buffer_.find('\n', searched_); end != std::string::npos) {
            auto const line = line_of(end - start_);
            ++start_;
            searched_ = start_;
            return line;
        }
        if (buffer_.size() - start_ > longest) {
            skipping_ = true;
            start_ = buffer_.size();
        }
        searched_ = buffer_.size();
        if (!read_more()) {
            ended_ = true;
            if (skipping_ || start_ < buffer_.size())
                return line_of(buffer_.size() - start_);
        }
    }
    return std::nullopt;
}

bool LineWriter::end_line()
{
    buffer_ += '\n';
    return buffer_.size() < block || flush();
}

bool LineWriter::flush()
{
    auto rest = std::string_view{buffer_};
    while (!rest.empty() && !failed_) {
        auto const count = ::write(file_, rest.data(), rest.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            failed_ = true;
        else
            rest.remove_prefix(static_cast<std::size_t>(count));
    }
    buffer_.clear();
    return !failed_;
}

} // namespace castellan::server
