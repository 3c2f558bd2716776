// What a webhook's fields must look like before its change is judged.
#pragma once

#include "model/change.hpp"
#include "wire/error.hpp"

#include <optional>
#include <string>

namespace castellan {

/// The first problem, with its path behind `before` ("fields." or ""). Where an address leads is looked at when it is called.
[[nodiscard]] std::optional<wire::WireError> check_webhook(IntegrationFields const& fields, std::string const& before,
                                                           bool needs_url);

} // namespace castellan
