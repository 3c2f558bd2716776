// What is wrong with something that came in, in a person's words.
#pragma once

#include <string>

namespace castellan::wire {

/// `path` names the place ("users[3].email", empty for the whole), `problem` what is wrong there ("must be text").
struct WireError {
    std::string path;
    std::string problem;
    friend bool operator==(WireError const&, WireError const&) = default;
};

/// "users[3].email: must be text"
[[nodiscard]] std::string sentence(WireError const& error);

} // namespace castellan::wire
