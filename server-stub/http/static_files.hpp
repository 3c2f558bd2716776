// The console's files. Everything is read once at the start into a table from path to content, so that a request is a
// look-up: there is no path that could climb out of the folder.
#pragma once

#include "server-stub/http/answer.hpp"
#include "server-stub/http/request_head.hpp"

#include <expected>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace castellan::server {

class StaticFiles {
public:
    /// No files: every path is unknown.
    StaticFiles() = default;

    /// Reads a folder. Beside `x.js`, `x.js.br` and `x.js.gz` are its compressed forms. What begins with a dot is left
    /// out, and so is what a symbolic link names outside the folder. The problem, as a sentence, if it can't be read.
    static std::expected<StaticFiles, std::string> read(std::filesystem::path const& folder);

    /// Answers GET and HEAD; points into this table, which must outlive the answer.
    Answer answer(RequestHead const& request) const;

    std::size_t size() const { return files_.size(); }

private:
    struct Form {
        std::string content;
        std::string etag; // empty: there is no such form
    };
    struct File {
        std::string_view content_type;
        Form plain;
        Form brotli;
        Form gzip;
    };
    struct Choice {
        Form const* form;
        std::string_view coding; // empty: plain
    };

    static Choice choose(File const& file, std::string_view accept_encoding);

    std::map<std::string, File, std::less<>> files_; // by path: "/index.html"
};

/// Whether an Accept-Encoding value takes a coding: named, or by "*", and not with a weight of 0.
bool accepts_coding(std::string_view accept_encoding, std::string_view coding);

} // namespace castellan::server
