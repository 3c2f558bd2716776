// Codes that people type off a screen or a sheet: recovery codes of a second factor, pairing codes of safes. Only their
// hashes are kept.
#pragma once

#include "service/random.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace castellan {

/// So many random letters, five bits each, in groups of four: "k7q2-9xmd-4hta".
[[nodiscard]] std::string typed_code(Random& random, std::size_t letters);

/// As it was meant: without what stands between, in small letters.
[[nodiscard]] std::string plain_code(std::string_view code);

/// BLAKE2b-256 of a code of that owner, as hexadecimal digits; of any spelling of it the same.
[[nodiscard]] std::string hash_of_code(std::string_view owner, std::string_view code);

/// Whether two hashes are the same, in the same time whatever differs.
[[nodiscard]] bool same_hash(std::string_view one, std::string_view other);

/// Takes the text up to the next blank off the front: how secrets are kept is words.
[[nodiscard]] std::string_view take_word(std::string_view& text);

} // namespace castellan
