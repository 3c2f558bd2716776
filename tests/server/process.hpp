// The real program, started as a person starts it.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::tests {

class Process {
public:
    /// Starts `castellan` with these arguments. What it prints, on both outputs, is kept in `folder`; `input` is its
    /// standard input. Another program may be named.
    Process(std::filesystem::path const& folder, std::vector<std::string> arguments, std::string_view input = {},
            std::string const& program = CASTELLAN_BINARY);
    Process(Process const&) = delete;
    Process& operator=(Process const&) = delete;
    ~Process(); // kills it, if it still runs

    /// The port that a server says it listens on; 0 if it ended without saying so.
    std::uint16_t port();

    /// Waits for the end: the exit status, or -1 after a signal or 20 seconds.
    int wait();
    void signal(int number) const;
    bool runs();

    std::string printed() const;

    /// Waits until it has printed this; false if it ended without, or after 20 seconds.
    bool has_printed(std::string_view text);

private:
    std::filesystem::path output_;
    pid_t pid_ = -1;
    int status_ = 0;
};

/// Runs a command to its end.
struct Ran {
    int status;
    std::string printed;
};
Ran run(std::filesystem::path const& folder, std::vector<std::string> arguments, std::string_view input = {});

} // namespace castellan::tests
