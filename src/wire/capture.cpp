#include "wire/capture.hpp"

#include "wire/text.hpp"

#include <utility>

namespace castellan::wire {

bool Capture::fail(std::string problem)
{
    if (problem_.empty())
        problem_ = std::move(problem);
    return false;
}

/// Whether a value that is no bracket may stand here.
bool Capture::single()
{
    if (depth_ > 0 || !is_strict())
        return true;
    return fail(member_.shape == Shape::object ? "must be an object" : "must be a list");
}

bool Capture::null()
{
    if (!single())
        return false;
    writer_.null();
    return true;
}

bool Capture::boolean(bool value)
{
    if (!single())
        return false;
    writer_.boolean(value);
    return true;
}

bool Capture::integer(std::int64_t value)
{
    if (!single())
        return false;
    writer_.integer(value);
    return true;
}

bool Capture::natural(std::uint64_t value)
{
    if (!single())
        return false;
    writer_.natural(value);
    return true;
}

bool Capture::real(std::string_view text)
{
    if (!single())
        return false;
    writer_.json(text);
    return true;
}

bool Capture::text(std::string& value)
{
    if (!single())
        return false;
    writer_.text(value);
    return true;
}

bool Capture::begin(bool object)
{
    if (is_strict()) {
        if (depth_ == 0 && object != (member_.shape == Shape::object))
            return single();
        if (depth_ == deepest_kept) {
            auto problem = std::string{"is nested deeper than "};
            append_number(problem, std::uint64_t{deepest_kept});
            return fail(problem + " brackets");
        }
        keys_.emplace_back();
    }
    ++depth_;
    object ? writer_.object() : writer_.list();
    return true;
}

bool Capture::key(std::string& name)
{
    if (is_strict() && !keys_.back().insert(name).second)
        return fail("has " + quoted_id(name) + " twice");
    writer_.free_key(name);
    return true;
}

bool Capture::end()
{
    if (is_strict())
        keys_.pop_back();
    --depth_;
    writer_.end();
    if (depth_ == 0 && is_strict() && writer_.out().size() > member_.most) {
        auto problem = std::string{"must be at most "};
        append_number(problem, std::uint64_t{member_.most});
        return fail(problem + " bytes of JSON");
    }
    return true;
}

} // namespace castellan::wire
