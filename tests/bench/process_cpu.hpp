// CPU time of another process, as Linux counts it.
#pragma once

#include <unistd.h>

#include <fstream>
#include <sstream>
#include <string>

namespace castellan::bench {

/// Seconds of user and system time that a process and its threads have used; 0 for no process.
inline double cpu_seconds_of(int pid)
{
    if (pid <= 0)
        return 0;
    auto in = std::ifstream{"/proc/" + std::to_string(pid) + "/stat"};
    auto line = std::string{};
    std::getline(in, line);
    // The second field is the name in parentheses and may hold anything; utime and stime are the 14th and 15th.
    auto rest = std::istringstream{line.substr(line.rfind(')') + 1)};
    auto skipped = std::string{};
    for (auto field = 3; field < 14; ++field)
        rest >> skipped;
    auto user = 0.0;
    auto system = 0.0;
    rest >> user >> system;
    return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

} // namespace castellan::bench
