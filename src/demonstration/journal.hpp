// A batch of the store as bytes that the page keeps, and back.
#pragma once

#include "service/store.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace castellan {

[[nodiscard]] std::string journal_page(Batch const& batch);

/// Nothing if the bytes are no page of a journal. The ticket is 0: it was another run's.
[[nodiscard]] std::optional<Batch> read_journal_page(std::string_view page);

} // namespace castellan
