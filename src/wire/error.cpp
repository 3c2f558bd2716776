#include "wire/error.hpp"

namespace castellan::wire {

std::string sentence(WireError const& error)
{
    return error.path.empty() ? error.problem : error.path + ": " + error.problem;
}

} // namespace castellan::wire
