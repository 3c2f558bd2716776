// A real mail server and a gateway for text messages, beside the server that is tested.
#pragma once

#include "tests/server/process.hpp"
#include "tests/server/temporary_folder.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::tests {

class PostOffice {
public:
    /// Starts tests/server/post_office.py, whose further arguments these are.
    explicit PostOffice(std::vector<std::string> arguments = {});

    std::string smtp_url() const;
    std::string sms_url() const;

    /// The content of a file that it has made, once it is there: "mail-1.eml", "text-1.txt", "refused-1.eml". Empty after 20
    /// seconds without.
    std::string received(std::string_view name) const;
    bool has(std::string_view name) const;

private:
    TemporaryFolder folder_;
    Process process_;
    std::uint16_t mail_port_ = 0;
    std::uint16_t texts_port_ = 0;
};

/// The first six digits that stand together and alone.
std::string code_in(std::string_view text);

} // namespace castellan::tests
