#include "service/answer.hpp"

#include "service/entry_text.hpp"
#include "wire/codec.hpp"

#include <array>

namespace castellan {

namespace {

struct TroubleRow {
    Trouble trouble;
    int status;
    std::string_view type;
    std::string_view title;
};

constexpr auto troubles = std::to_array<TroubleRow>({
    {Trouble::bad_request,    400, "/problems/bad-request",    "Bad request"          },
    {Trouble::signed_out,     401, "/problems/signed-out",     "Not signed in"        },
    {Trouble::wrong_password, 401, "/problems/wrong-password", "Sign-in failed"       },
    {Trouble::unknown_device, 401, "/problems/unknown-device", "Unknown device"       },
    {Trouble::unknown_terminal, 401, "/problems/unknown-terminal", "Unknown terminal" },
    {Trouble::wrong_pin,      401, "/problems/wrong-pin",      "Sign-in failed"       },
    {Trouble::foreign,        403, "/problems/foreign",        "Foreign request"      },
    {Trouble::denied,         403, "/problems/denied",         "Denied"               },
    {Trouble::not_found,      404, "/problems/not-found",      "Not found"            },
    {Trouble::bad_method,     405, "/problems/bad-method",     "Method not allowed"   },
    {Trouble::not_now,        409, "/problems/not-now",        "Not now"              },
    {Trouble::wrong_clock,    409, "/problems/clock",          "Clock is off"         },
    {Trouble::old_number,     409, "/problems/number",         "Old message"          },
    {Trouble::stale,          412, "/problems/stale",          "Changed meanwhile"    },
    {Trouble::too_large,      413, "/problems/too-large",      "Too large"            },
    {Trouble::bad_type,       415, "/problems/bad-type",       "Not JSON"             },
    {Trouble::unfit,          422, "/problems/unfit",          "Can't be used"        },
    {Trouble::needs_more,     428, "/problems/needs-more",     "Confirmation needed"  },
    {Trouble::too_many,       429, "/problems/too-many",       "Too many requests"    },
    {Trouble::not_durable,    503, "/problems/not-durable",    "Could not be kept"    },
});

constexpr TroubleRow const& row_of(Trouble trouble)
{
    return troubles[static_cast<std::size_t>(trouble)];
}
static_assert(row_of(Trouble::not_durable).trouble == Trouble::not_durable, "one row each, in order");

} // namespace

int status_of(Trouble trouble)
{
    return row_of(trouble).status;
}

Trouble trouble_of(Decision const& refused)
{
    if (refused.hidden)
        return Trouble::not_found;
    switch (refused.effect) {
    case Effect::after: return Trouble::needs_more;
    case Effect::not_now: return Trouble::not_now;
    case Effect::deny:
    case Effect::allow: break;
    }
    return Trouble::denied;
}

Response json_answer(std::string body, int status)
{
    return {.status = status, .body = std::move(body)};
}

Response problem(Trouble trouble, wire::Problem said)
{
    auto const& row = row_of(trouble);
    said.type = row.type;
    said.title = row.title;
    said.status = row.status;
    return {.status = row.status, .content_type = problem_content_type, .body = wire::encode(said)};
}

Response problem(Trouble trouble, std::string_view detail)
{
    return problem(trouble, wire::Problem{.detail = std::string{detail}});
}

Response problem(wire::WireError const& error)
{
    return problem(error.path.empty() ? Trouble::bad_request : Trouble::unfit,
                   wire::Problem{.detail = wire::sentence(error), .path = error.path});
}

Response problem(Decision const& refused, std::string_view path)
{
    auto const trouble = trouble_of(refused);
    auto said = wire::Problem{.path = std::string{path}};
    if (trouble == Trouble::not_found) {
        said.detail = "There is no such thing, or it is not yours to see.";
        return problem(trouble, std::move(said));
    }
    said.detail = refused.reason;
    said.rule = refused.rule;
    said.effect = name_of(refused.effect);
    if (refused.needs.otp)
        said.needs.emplace_back("otp");
    if (refused.needs.mfa)
        said.needs.emplace_back("mfa");
    if (refused.needs.second_person)
        said.needs.emplace_back("second_person");
    return problem(trouble, std::move(said));
}

Response throttled(Instant wait_ms)
{
    auto const seconds = std::int64_t{(wait_ms + 999) / 1000};
    auto response = problem(Trouble::too_many, wire::Problem{.detail = "Too many tries. Wait a while, then try again.",
                                                             .retry_after = seconds});
    response.retry_after_s = seconds;
    return response;
}

std::string etag_of(std::uint64_t version)
{
    return '"' + std::to_string(version) + '"';
}

} // namespace castellan
