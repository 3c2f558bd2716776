// `castellan decide` and `castellan explain`: the rules asked from outside (RULEBOOK 9), without a server.
#pragma once

#include <filesystem>
#include <string>

namespace castellan::server {

/// Answers the questions on standard input, a line each, about the organisation in a document. Returns the exit status:
/// 1 if a line was no question, 2 if the document has errors, which are all told.
int decide(std::filesystem::path const& world, bool applies);

/// Prints the chain that leads to the answer of one question, which is read from standard input if it is empty.
int explain(std::filesystem::path const& world, std::string const& question);

} // namespace castellan::server
